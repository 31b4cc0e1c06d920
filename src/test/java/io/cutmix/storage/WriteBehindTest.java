package io.cutmix.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteBehindTest {
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private void write(int millis) throws IOException {
    threads.add(Thread.currentThread());
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    underWay.decrementAndGet();
    written.incrementAndGet();
  }

  @Test
  void where_storage_is_quick_whoever_makes_a_file_writes_it() throws IOException {
    WriteBehind.Group files = new WriteBehind().new Group();
    for (int i = 0; i < 1_000; i++) {
      files.write(100, written::incrementAndGet);
      assertThat(written).hasValue(i + 1);
    }
  }

  @Test
  void where_it_is_slow_many_are_written_at_once_and_all_by_the_end() throws IOException {
    WriteBehind.Group files = new WriteBehind().new Group();
    for (int i = 0; i < 300; i++) {
      files.write(100, () -> write(20));
    }
    files.end();

    assertThat(written).hasValue(300);
    assertThat(mostUnderWay.get()).isBetween(8, 65);
  }

  @Test
  void files_for_which_there_is_no_room_are_written_by_whoever_made_them() throws IOException {
    WriteBehind.Group files = new WriteBehind().new Group();
    for (int i = 0; i < 40; i++) {
      files.write((int) Readers.MOST_BYTES, () -> write(10));
    }
    files.end();

    assertThat(written).hasValue(40);
    assertThat(threads).contains(Thread.currentThread());
    assertThat(mostUnderWay.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void a_failure_is_told_at_the_end() throws IOException {
    WriteBehind.Group files = new WriteBehind().new Group();
    for (int i = 0; i < 20; i++) {
      files.write(100, () -> write(10));
    }
    files.write(
        100,
        () -> {
          throw new IOException("no space");
        });

    assertThatIOException().isThrownBy(files::end).withMessage("no space");
  }
}
