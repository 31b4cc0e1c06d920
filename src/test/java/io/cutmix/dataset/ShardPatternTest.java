package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardPatternTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s/0.tar                     | s/0.tar
          s/{0008..0011}.tar          | s/0008.tar s/0009.tar s/0010.tar s/0011.tar
          {a,b/c}-{8..9}.tar          | a-8.tar a-9.tar b/c-8.tar b/c-9.tar
          s/{0..1}.tar::t.tar::t.tar  | s/0.tar s/1.tar t.tar
          s/0.tar::file:/s/{1..2}.tar | s/0.tar /s/1.tar /s/2.tar
          {7..7}.tar                  | 7.tar
          """)
  void braces_and_colons_name_several_shards(String pattern, String shards) throws IOException {
    assertThat(ShardPattern.expand(Path.of(pattern)))
        .containsExactlyElementsOf(Stream.of(shards.split(" ")).map(Path::of).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "photos, cat/1.jpg, photos/cat/1.jpg",
    "s/0.tar, 0.tar/1.jpg, s/0.tar/1.jpg",
    "0.tar, 0.tar/1.jpg, 0.tar/1.jpg",
    "'s/{0,1}.tar', 1.tar/1.jpg, s/1.tar/1.jpg",
    "a/0.tar::b/1.tar, 1.tar/1.jpg, 1.tar/1.jpg"
  })
  void a_sample_is_called_by_its_file_where_that_is_known(
      String images, String sample, String place) {
    assertThat(ShardPattern.place(images, sample)).isEqualTo(place);
  }

  @Test
  void stars_are_looked_up_in_the_order_of_names() throws IOException {
    for (String name : List.of("b1.tar", "a1.tar", "a2.tar", "a1.txt", "{x}.tar")) {
      Files.writeString(temp.resolve(name), "");
    }

    assertThat(ShardPattern.expand(temp.resolve("a*.tar")))
        .containsExactly(temp.resolve("a1.tar"), temp.resolve("a2.tar"));
    assertThat(ShardPattern.expand(temp.resolve("{b,a}[0-1].tar")))
        .containsExactly(temp.resolve("b1.tar"), temp.resolve("a1.tar"));
    assertThat(ShardPattern.expand(temp.resolve("{x}.tar")))
        .containsExactly(temp.resolve("{x}.tar"));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ShardPattern.expand(temp.resolve("c*.tar")))
        .withMessage("no shard matches %s; correct --images", temp.resolve("c*.tar"));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ShardPattern.expand(temp.resolve("none/*.tar")))
        .withMessageContaining("no shard matches");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{9..0}.tar", "{0..999999999}.tar", "a/{1..100001}.tar"})
  void ranges_that_go_down_or_too_far_are_refused(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShardPattern.expand(Path.of(pattern)))
        .withMessageContaining(
            "images must have ranges upwards of at most 100000 shards, but was {");
  }

  @Test
  void a_folder_is_no_shard_whatever_its_name() throws IOException {
    assertThat(ShardPattern.isMeantBy(temp.resolve("x.TAR"))).isTrue();
    assertThat(ShardPattern.isMeantBy(temp.resolve("x"))).isFalse();
    assertThat(ShardPattern.isMeantBy(Files.createDirectory(temp.resolve("x.tar")))).isFalse();
  }
}
