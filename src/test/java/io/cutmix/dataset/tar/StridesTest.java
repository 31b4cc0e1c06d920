package io.cutmix.dataset.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.dataset.Problems;
import io.cutmix.dataset.tar.ShardMembers.ShardMember;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Strides;
import io.cutmix.testing.TarMember;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private String failure = "";

    Counting(byte[] bytes) {
      this.bytes = new SeekableInMemoryByteChannel(bytes);
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      if (!failure.isEmpty() && reads > 2) {
        throw new IOException(failure);
      }
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

  private static Counting shard(int samples, int imageBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < samples; i++) {
        TarMember.add(tar, i + ".cls", new byte[] {'1'});
        TarMember.add(tar, i + ".jpg", image(i, imageBytes));
      }
    }
    return new Counting(bytes.toByteArray());
  }

  private static Counting listed(int samples, int imageBytes) throws IOException {
    Counting file = shard(samples, imageBytes);
    TarEntries entries = new TarEntries(new Strides(file, file.size(), () -> 0));
    int found = 0;
    while (entries.next() != null) {
      found++;
    }
    assertThat(found).isEqualTo(2 * samples);
    return file;
  }

  private static byte[] image(int i, int size) {
    byte[] image = new byte[size];
    Arrays.fill(image, (byte) i);
    return image;
  }

  private static ShardMember withImages(ShardMember member, Strides file) throws IOException {
    return member.name().endsWith(".jpg")
        ? member.with(file.read(member.offset(), member.size()), Optional.empty())
        : member;
  }

  private static ShardMember withHeads(ShardMember member, Strides file) throws IOException {
    return member.with(
        file.read(member.offset(), Math.min(member.size(), 1 << 15)), Optional.empty());
  }

  @Test
  void looking_at_the_heads_of_large_images_takes_no_jump_more() throws IOException {
    Counting plain = listed(20, 1 << 20);
    Counting file = shard(20, 1 << 20);
    Problems.At none = new Problems(Path.of("s.tar")).at("s.tar");

    new ShardMembers(none, StridesTest::withHeads).in(new Strides(file, file.size(), () -> 0));

    assertThat(file.jumps).isEqualTo(plain.jumps);
    assertThat(file.reads).isEqualTo(plain.reads);
  }

  @Test
  void large_images_that_are_kept_are_read_on_the_way_without_a_jump() throws IOException {
    Counting file = shard(5, 3 << 20);
    Problems.At none = new Problems(Path.of("s.tar")).at("s.tar");

    List<ShardMember> members =
        new ShardMembers(none, StridesTest::withImages).in(new Strides(file, file.size(), () -> 0));

    assertThat(members).extracting(ShardMember::content).hasSize(10);
    for (int i = 0; i < 5; i++) {
      assertThat(members.get(2 * i).content()).isEmpty();
      assertThat(members.get(2 * i + 1).content()).isEqualTo(image(i, 3 << 20));
    }
    assertThat(file.jumps).isZero();
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

  @Test
  void what_the_storage_says_is_no_fault_of_the_shard() throws IOException {
    Counting file = shard(1_000, 10_000);
    file.failure = "Stale file handle";

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> problems(file, file.size()))
        .withMessage("Stale file handle");
  }

  @Test
  void a_shard_that_is_shorter_than_it_was_is_said_to_be_truncated() throws IOException {
    Counting file = shard(1_000, 10_000);
    long size = file.size();
    file.truncate(size / 2);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> problems(file, size).throwIfAny())
        .withMessage(
            "s.tar: was truncated while it was read: it had %d bytes; get the file again", size);
  }

  private static Problems problems(Counting file, long size) throws IOException {
    Problems problems = new Problems(Path.of("s.tar"));
    new ShardMembers(problems.at("s.tar"), StridesTest::withHeads)
        .in(new Strides(file, size, () -> 0));
    return problems;
  }
}
