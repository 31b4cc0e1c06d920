package io.cutmix.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards that GNU tar and gzip made: one by {@code tar czf}, one of four members. */
class CompressedShardsTest {
  @TempDir private Path temp;

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(CompressedShardsTest.class.getResourceAsStream("tar/" + name))) {
      return stream.readAllBytes();
    }
  }

  private Path shard(String name, byte[] content) throws IOException {
    return Files.write(temp.resolve(name), content);
  }

  private static Dataset read(Path... shards) throws IOException {
    return new ShardSource(List.of(shards), Optional.empty(), LabelRules.of(ClassList.found()))
        .read(LabeledFiles.IS_IMAGE);
  }

  /** Unpacked by Java alone. */
  private static byte[] image(String name) throws IOException {
    byte[] packed = resource("gnu-gzip.tar");
    try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(packed));
        TarFile file = new TarFile(tar.readAllBytes())) {
      return file.getInputStream(
              file.getEntries().stream()
                  .filter(e -> e.getName().equals(name))
                  .findAny()
                  .orElseThrow())
          .readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu-gzip.tar", "members.tar.gz"})
  void their_samples_are_those_of_the_tar_file_within(String name) throws IOException {
    Dataset dataset = read(shard(name, resource(name)));

    assertThat(LabeledFiles.names(dataset))
        .containsExactly(name + "/0.jpg", name + "/1.jpg", name + "/2.jpg", name + "/3.jpg");
    assertThat(dataset.read(2)).isEqualTo(image("2.jpg"));
    assertThat(dataset.open(3).readAllBytes()).isEqualTo(image("3.jpg"));
  }

  @Test
  void another_process_reads_them_too() throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    SampleList.write(read(shard("a.tgz", resource("members.tar.gz"))), list);

    Dataset dataset = SampleList.read(new ByteArrayInputStream(list.toByteArray()));

    assertThat(dataset.read(1)).isEqualTo(image("1.jpg"));
  }

  @Test
  void one_that_is_cut_off_anywhere_is_refused() throws IOException {
    byte[] whole = resource("members.tar.gz");
    for (int length = 2; length < whole.length; length += 7) {
      Path shard = shard("cut.tar.gz", Arrays.copyOf(whole, length));

      assertThatIOException()
          .as("%d bytes", length)
          .isThrownBy(() -> read(shard))
          .withMessageStartingWith(shard + ": truncated: it ends ")
          .withMessageEndingWith("; get the file again");
    }
  }

  @Test
  void what_follows_the_last_member_is_not_ignored() throws IOException {
    byte[] whole = resource("gnu-gzip.tar");
    byte[] more = Arrays.copyOf(whole, whole.length + 100);
    more[more.length - 1] = 'x';
    Path shard = shard("more.tar.gz", more);

    assertThatIOException()
        .isThrownBy(() -> read(shard))
        .withMessage(shard + ": damaged gzip: what it holds can't be unpacked; get the file again");
  }

  /** As gzip itself takes it: tapes and block devices fill up the last block. */
  @Test
  void zeros_behind_the_last_member_are_passed_over() throws IOException {
    byte[] whole = resource("gnu-gzip.tar");

    assertThat(read(shard("zeros.tgz", Arrays.copyOf(whole, whole.length + 100))).size())
        .isEqualTo(4);
  }

  @Test
  void a_changed_byte_is_not_ignored() throws IOException {
    byte[] whole = resource("gnu-gzip.tar");
    whole[whole.length / 2] ^= 1;
    Path shard = shard("changed.tgz", whole);

    assertThatIOException()
        .isThrownBy(() -> read(shard))
        .withMessageMatching(".*: (damaged gzip|no tar file|no tar header).*; get the file again");
  }

  /** The heads are those of the formats' specifications. */
  @ParameterizedTest
  @CsvSource({
    "28b52ffd24, 'compressed by Zstandard, which is not supported; unpack it first'",
    "425a6839, 'compressed by bzip2, which is not supported; unpack it first'",
    "fd377a585a00, 'compressed by xz, which is not supported; unpack it first'",
    "504b0304, a ZIP archive; unpack it",
    "'', empty; copy or download it again"
  })
  void what_is_no_tar_file_is_named_for_what_it_is(String head, String what) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(head);
    Path shard = shard("s.tar", Arrays.copyOf(bytes, bytes.length * 1000));

    assertThatIOException().isThrownBy(() -> read(shard)).withMessage(shard + ": is " + what);
  }

  @Test
  void neither_is_a_pointer_to_one_called_truncated() throws IOException {
    Path shard = shard("s.tar", "version https://git-lfs.github.com/spec/v1\n".getBytes(UTF_8));

    assertThatIOException()
        .isThrownBy(() -> read(shard))
        .withMessage(
            shard + ": is a Git LFS pointer, not the file it stands for; run git lfs pull");
  }
}
