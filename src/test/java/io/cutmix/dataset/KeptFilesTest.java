package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read of a file before it is needed. */
class KeptFilesTest {
  @TempDir private Path temp;

  @Test
  void a_file_that_was_opened_to_be_kept_is_read_from_memory_once() throws IOException {
    LabeledFiles images = new LabeledFiles(temp).with("cat/a.jpg");
    Path file = images.images().resolve("cat/a.jpg");
    Dataset dataset = images.folders();
    byte[] content = Files.readAllBytes(file);
    try (InputStream opened = dataset.openAndKeep(0)) {
      assertThat(opened.readAllBytes()).isEqualTo(content);
    }
    Files.delete(file);

    assertThat(dataset.isKept(0)).isTrue();
    try (InputStream again = dataset.openAndKeep(0)) {
      assertThat(again.readAllBytes()).isEqualTo(content);
    }
    assertThat(dataset.read(0)).isEqualTo(content);
    assertThat(dataset.isKept(0)).isFalse();
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> dataset.read(0));
  }

  @Test
  void what_was_handed_over_is_read_first() throws IOException {
    LabeledFiles images = new LabeledFiles(temp).with("cat/a.jpg");
    Path file = images.images().resolve("cat/a.jpg");
    Dataset dataset = images.folders();

    dataset.keep(0, new byte[] {7});

    assertThat(dataset.read(0)).containsExactly(7);
    assertThat(dataset.read(0)).isEqualTo(Files.readAllBytes(file));
  }
}
