package io.cutmix.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {
  private static final int LARGE = 10_000_000;

  @TempDir private Path folder;

  @Test
  void a_large_file_is_written_and_read_whole_without_as_much_native_memory() throws Exception {
    byte[] content = new byte[LARGE];
    new Random(1).nextBytes(content);
    Path file = folder.resolve("large");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      long taken =
          thread
              .submit(
                  () -> {
                    long before = nativeBytes();
                    Storage.write(file, content);
                    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                      assertThat(Storage.read(channel, 0, LARGE)).isEqualTo(content);
                    }
                    return nativeBytes() - before;
                  })
              .get();

      assertThat(taken).isLessThan(LARGE / 10);
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void what_is_missing_of_a_file_is_noticed() throws IOException {
    Path file = Files.write(folder.resolve("short"), new byte[] {1, 2, 3});
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer room = ByteBuffer.allocate(4);

      assertThat(Storage.fill(channel, 1, room)).isFalse();
      assertThat(room.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
      assertThatIOException()
          .isThrownBy(() -> Storage.read(channel, 1, 4))
          .withMessage("ends at byte 3, in the middle of a file");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/a/b", "file:///a/b", "file://localhost/a/b", "/a/b"})
  void a_file_of_this_machine_may_be_a_uri(String text) throws IOException {
    assertThat(Storage.path(text)).isEqualTo(Path.of("/a/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab:", "ab:c", "a:/b", "a/file:/b"})
  void a_name_with_a_colon_is_no_uri(String text) throws IOException {
    assertThat(Storage.path(text)).isEqualTo(Path.of(text));
  }

  private static long nativeBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
