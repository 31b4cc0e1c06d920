package io.cutmix.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {
  @TempDir private Path temp;
  private Path file = Path.of("");
  private Path temporary = Path.of("");

  @BeforeEach
  void one_that_is_there_already() throws IOException {
    file = Files.writeString(temp.resolve("labels.json"), "old");
    temporary = temp.resolve("labels.json.tmp");
  }

  @Test
  void what_is_written_appears_at_once_and_by_a_move() throws IOException {
    try (PendingFile pending = PendingFile.of(file, temporary)) {
      Files.writeString(pending.path(), "new");
      assertThat(file).hasContent("old");
      Object written = inode(pending.path());

      pending.publish();

      assertThat(file).hasContent("new");
      assertThat(inode(file)).isEqualTo(written);
    }
    assertThat(file).hasContent("new");
    assertThat(temporary).doesNotExist();
  }

  @Test
  void one_that_is_closed_before_leaves_nothing() throws IOException {
    try (PendingFile pending = PendingFile.of(file, temporary)) {
      Files.writeString(pending.path(), "new");
      assertThat(pending.path()).isEqualTo(temporary);
    }

    assertThat(temporary).doesNotExist();
    assertThat(file).hasContent("old");
  }

  @Test
  void a_short_one_appears_at_once_too() throws IOException {
    Path reader = Files.createLink(temp.resolve("reader"), file);

    PendingFile.put(file, new byte[] {'n', 'e', 'w'}, temporary);

    assertThat(file).hasContent("new");
    assertThat(reader).as("what was there is replaced, not written over").hasContent("old");
    assertThat(temporary).doesNotExist();
  }

  /** A copy would have another. */
  private static @Nullable Object inode(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
