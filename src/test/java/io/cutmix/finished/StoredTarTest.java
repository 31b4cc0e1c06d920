package io.cutmix.finished;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.testing.TarMember;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The members of a tar shard. */
class StoredTarTest {
  private static final byte[] ROW =
      """
      {"file_name":"0.png","soft_label":[1],"lam":1,"bbox":[0,0,0,0],
       "source":"a","partner":"a","copy":0,"batch":0}\
      """
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path out;

  @BeforeEach
  void a_shard_of_two_samples() throws IOException {
    write("0.png", "0.json", "1.png", "1.json");
  }

  private void write(String... names) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Files.newOutputStream(out.resolve("s.tar")), 512)) {
      for (String name : names) {
        byte[] image = name.getBytes(StandardCharsets.UTF_8);
        TarMember.add(tar, name, name.endsWith(".json") ? ROW : image);
      }
    }
  }

  private StoredTar open() throws IOException {
    return StoredTar.open(new FinishedFolder(out), "s.tar");
  }

  @Test
  void a_sample_is_an_image_and_the_row_behind_it() throws IOException {
    StoredTar tar = open();

    assertThat(tar.samples()).hasSize(2);
    LabelFile.Sample second = tar.samples().get(1);
    assertThat(second.image().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("1.png");
    assertThat(second.row().read(1).fileName()).isEqualTo("s.tar/1.png");
    assertThat(second.row().read(1).source()).isEqualTo("a");
    assertThat(tar.size()).isEqualTo(Files.size(out.resolve("s.tar")));
  }

  @Test
  void a_row_without_an_image_is_named() throws IOException {
    write("0.png", "0.json", "1.json");

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> open().samples())
        .withMessageStartingWith("s.tar/1.json: image before it: expected there");
  }

  @Test
  void a_row_that_is_none_is_named() throws IOException {
    StoredTar tar = open();

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> tar.row(tar.members().get(0), 1))
        .withMessageStartingWith("s.tar/0.png: content: expected a row of labels");
  }

  @Test
  void a_file_that_is_cut_off_or_none_is_named() throws IOException {
    byte[] whole = Files.readAllBytes(out.resolve("s.tar"));
    for (int size : new int[] {700, 1500, whole.length - 512}) {
      Files.write(out.resolve("s.tar"), Arrays.copyOf(whole, size));
      assertThatExceptionOfType(BrokenFile.class)
          .as(size + " bytes")
          .isThrownBy(this::open)
          .withMessageStartingWith("s.tar: ");
    }
    Files.delete(out.resolve("s.tar"));
    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(this::open)
        .withMessageContaining("s.tar: file: expected there, found missing");
  }
}
