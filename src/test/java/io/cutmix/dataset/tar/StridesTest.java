package io.cutmix.dataset.tar;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.TarMember;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

/** How many requests the listing of a shard is. */
class StridesTest {
  /** Counts them. */
  private static final class Counting implements SeekableByteChannel {
    private final SeekableByteChannel bytes;
    private int reads;
    private int jumps;
    private long end;

    Counting(byte[] bytes) {
      this.bytes = new SeekableInMemoryByteChannel(bytes);
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      reads++;
      jumps += bytes.position() == end ? 0 : 1;
      int count = bytes.read(to);
      end = bytes.position();
      return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return bytes.write(from);
    }

    @Override
    public long position() throws IOException {
      return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      bytes.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return bytes.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      bytes.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return bytes.isOpen();
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  private static Counting listed(int samples, int imageBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < samples; i++) {
        TarMember.add(tar, i + ".cls", new byte[] {'1'});
        TarMember.add(tar, i + ".jpg", new byte[imageBytes]);
      }
    }
    Counting file = new Counting(bytes.toByteArray());
    TarEntries entries = new TarEntries(new Strides(file, file.size()));
    int found = 0;
    while (entries.next() != null) {
      found++;
    }
    assertThat(found).isEqualTo(2 * samples);
    return file;
  }

  @Test
  void small_images_are_read_through() throws IOException {
    Counting file = listed(1_000, 10_000);

    assertThat(file.jumps).isZero();
    assertThat(file.reads).isLessThan(25);
  }

  @Test
  void large_ones_are_jumped_over_once_each() throws IOException {
    Counting file = listed(20, 1 << 20);

    assertThat(file.jumps).isBetween(1, 20);
    assertThat(file.reads).isLessThan(50);
  }
}
