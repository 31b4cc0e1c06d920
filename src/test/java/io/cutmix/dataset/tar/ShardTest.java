package io.cutmix.dataset.tar;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.dataset.FileState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {
  @Test
  void what_the_interrupt_of_another_thread_has_closed_is_read_again(@TempDir Path temp)
      throws IOException {
    Path file = temp.resolve("0.tar.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(new byte[] {1, 2, 3});
    }
    FileState state = FileState.of(Files.readAttributes(file, BasicFileAttributes.class));
    Shard shard = new Shard.Listed(file.toString(), state, new Shard.Packing(null)).open(1);
    int[] reads = {0};

    long size =
        shard.use(
            channel -> {
              if (reads[0]++ == 0) {
                channel.close();
              }
              return channel.size();
            });

    assertThat(size).isEqualTo(3);
    assertThat(reads[0]).isEqualTo(2);
  }
}
