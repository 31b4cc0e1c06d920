package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.cutmix.job.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a shard are one sample. */
class ShardNamesTest {
  @TempDir private Path temp;

  private Dataset read(String... namesAndTexts) throws IOException {
    return read(TarShard.of(temp.resolve("a.tar"), namesAndTexts));
  }

  private static Dataset read(Path shard) throws IOException {
    return new ShardSource(List.of(shard), Optional.empty(), LabelRules.of(ClassList.found()))
        .read(LabeledFiles.IS_IMAGE);
  }

  private static List<String> warnings(Dataset dataset) {
    return dataset.warnings().stream().map(Problem::toString).toList();
  }

  @Test
  void names_may_have_dots_of_their_own() throws IOException {
    Dataset dataset =
        read("1 Track 22.05.png", "a", "1 Track 22.05.cls", "x", "2.v3.jpg", "b", "2.v3.cls", "y");

    assertThat(LabeledFiles.names(dataset))
        .containsExactly("a.tar/1 Track 22.05.png", "a.tar/2.v3.jpg");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("x", "y");
    assertThat(warnings(dataset)).isEmpty();
  }

  @Test
  void the_only_image_of_a_sample_may_have_a_name_of_its_own() throws IOException {
    Dataset dataset = read("3.left.jpg", "a", "3.cls", "x", "4.jpg", "b", "4.cls", "y");

    assertThat(LabeledFiles.labels(dataset)).containsExactly("x", "y");
  }

  @Test
  void two_images_of_one_sample_are_named() {
    assertThatIOException()
        .isThrownBy(() -> read("3.img0.jpg", "a", "3.img1.jpg", "b", "3.cls", "x"))
        .withMessageContaining(
            "the sample \"3\" has two images, \"3.img0.jpg\" and \"3.img1.jpg\"");
  }

  @Test
  void what_is_no_part_of_a_sample_is_counted_and_named() throws IOException {
    Dataset dataset =
        read("1.jpg", "a", "1.seg.png", "m", "1.cls", "x", "1.pose.npy", "p", ".DS_Store", "d");

    assertThat(dataset.size()).isEqualTo(1);
    assertThat(warnings(dataset))
        .contains(
            "2 files in the shards are neither image nor label of a sample and were skipped (the"
                + " first: 1.pose.npy)");
  }
}
