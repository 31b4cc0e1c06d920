package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are modified after the data set was read. */
class ModifiedFilesTest {
  @TempDir private Path temp;
  private Path file = Path.of("");

  @BeforeEach
  void an_image() throws IOException {
    file = new LabeledFiles(temp).with("cat/a.jpg", "cat/b.jpg").images().resolve("cat/a.jpg");
  }

  private Dataset folders() throws IOException {
    return new LabeledFiles(temp).folders();
  }

  private Dataset rows() throws IOException {
    return new LabeledFiles(temp).csv("file,label", "cat/a.jpg,x", "cat/b.jpg,x").read();
  }

  private Dataset shard() throws IOException {
    file = TarShard.of(temp.resolve("s.tar"), "1.jpg", "x", "1.cls", "0");
    return new ShardSource(List.of(file), Optional.empty(), LabelRules.of(ClassList.found()))
        .read(LabeledFiles.IS_IMAGE);
  }

  private static String state(Dataset dataset, int sample) {
    InputDigest digest = new InputDigest();
    dataset.addState(sample, digest);
    return digest.toText();
  }

  private static void assertChanged(Dataset dataset, Path file, String how) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> dataset.read(0))
        .withMessageStartingWith(file + ": changed during the run (it " + how);
  }

  @Test
  void another_size_is_an_error() throws IOException {
    for (Dataset dataset : List.of(folders(), rows())) {
      byte[] before = Files.readAllBytes(file);
      Files.writeString(file, "more than its name");

      assertChanged(dataset, file, "had 9 bytes and has 18)");
      Files.write(file, before);
    }
    Dataset shard = shard();
    Files.write(file, new byte[1 << 20]);
    assertChanged(shard, file, "had 3,072 bytes and has 1,048,576)");
  }

  /** Of an image's own file it would cost another request. */
  @Test
  void another_time_of_a_shard_is_an_error() throws IOException {
    Dataset shard = shard();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    assertChanged(shard, file, "was modified at 2001-09-09T01:46:40Z)");
  }

  @Test
  void the_state_is_that_of_the_sample_and_the_fingerprint_knows_no_times() throws IOException {
    Dataset before = rows();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    Dataset after = rows();

    assertThat(state(after, 0)).isNotEqualTo(state(before, 0));
    assertThat(state(after, 1)).isEqualTo(state(before, 1));
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
  }

  @Test
  void a_file_that_is_gone_is_named() throws IOException {
    Dataset dataset = rows();
    Files.delete(file);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> dataset.read(0))
        .withMessage(file + ": no such file");
  }
}
