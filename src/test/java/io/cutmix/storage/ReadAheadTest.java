package io.cutmix.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.cutmix.storage.ReadAhead.Coming;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
  private static final byte[] BYTES = {1, 2, 3};

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private Coming file(long size, int millis) {
    return new Coming(size, () -> read(millis));
  }

  private byte[] read(int millis) throws IOException {
    threads.add(Thread.currentThread());
    reads.incrementAndGet();
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    underWay.decrementAndGet();
    return BYTES;
  }

  private List<Coming> files(int count, long size, int millis) {
    List<Coming> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file(size, millis));
    }
    return files;
  }

  private static void takeAll(ReadAhead ahead, List<Coming> files) throws IOException {
    ahead.expect(files);
    for (Coming file : files) {
      assertThat(ahead.take(file)).isEqualTo(BYTES);
    }
  }

  @Test
  void where_storage_answers_at_once_whoever_needs_a_file_reads_it() throws IOException {
    try (ReadAhead ahead = new ReadAhead(new Readers(100, () -> 0), List::of)) {
      takeAll(ahead, files(200, 3, 0));
    }

    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(reads).hasValue(200);
  }

  @Test
  void a_large_file_that_takes_long_for_its_bytes_alone_is_no_sign_of_slow_storage()
      throws IOException {
    AtomicLong now = new AtomicLong();
    Readers readers = new Readers(20, () -> now.getAndAdd(3_000_000));
    try (ReadAhead ahead = new ReadAhead(readers, List::of)) {
      takeAll(ahead, files(200, 3_000_000, 0));
      assertThat(ahead.isWorthIt()).isFalse();

      takeAll(ahead, files(50, 300_000, 0));
      assertThat(ahead.isWorthIt()).isTrue();
    }
  }

  @Test
  void first_reads_that_take_a_millisecond_are_no_sign_of_slow_storage() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicLong now = new AtomicLong();
    Readers readers =
        new Readers(20, () -> now.getAndAdd(asked.incrementAndGet() <= 8 ? 1_000_000 : 0));
    try (ReadAhead ahead = new ReadAhead(readers, List::of)) {
      takeAll(ahead, files(200, 3, 0));
    }

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  private static int await(CyclicBarrier barrier) throws IOException {
    try {
      return barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IOException(e);
    }
  }

  @Test
  void what_delays_all_reads_under_way_is_no_sign_of_slow_storage() throws Exception {
    int atOnce = 8;
    AtomicLong now = new AtomicLong();
    Readers readers = new Readers(20, now::get);
    CyclicBarrier allBegun = new CyclicBarrier(atOnce, () -> now.addAndGet(10_000_000));
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    try {
      for (int pause = 0; pause < 2; pause++) {
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
          all.add(pool.submit(() -> readers.read(() -> await(allBegun))));
        }
        for (Future<Integer> one : all) {
          one.get();
        }
        assertThat(readers.areWorthIt()).isFalse();
        for (int i = 0; i < 6; i++) {
          readers.read(() -> 0);
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void more_readers_start_only_once_those_there_are_have_read() throws Exception {
    Thread taker = Thread.currentThread();
    Semaphore answers = new Semaphore(0);
    Coming[] files = new Coming[800];
    Arrays.setAll(
        files,
        i ->
            new Coming(
                3,
                () -> {
                  threads.add(Thread.currentThread());
                  if (Thread.currentThread() != taker) {
                    answers.acquireUninterruptibly();
                  }
                  return BYTES;
                }));
    AtomicLong now = new AtomicLong();
    Readers readers = new Readers(512, () -> now.getAndAdd(20_000_000));
    try (ReadAhead ahead = new ReadAhead(readers, List::of)) {
      ahead.expect(List.of(files));
      for (int i = 780; i < 799; i++) {
        ahead.take(files[i]);
      }
      Thread.sleep(500);
      assertThat(threads).hasSize(129);

      answers.release(128);
      Thread.sleep(500);
      ahead.take(files[799]);
      Thread.sleep(500);
      answers.release(800);
      assertThat(threads).hasSize(257);
    }
  }

  @Test
  void where_storage_is_slow_many_files_are_read_at_once_and_each_only_once() throws IOException {
    try (ReadAhead ahead = new ReadAhead(new Readers(20), List::of)) {
      takeAll(ahead, files(200, 3, 5));
    }

    assertThat(mostUnderWay).hasValueBetween(10, 21);
    assertThat(reads).hasValue(200);
  }

  @Test
  void where_few_reads_are_very_slow_many_files_are_read_at_once_too() throws IOException {
    List<Coming> files = files(400, 3, 0);
    for (int i = 0; i < files.size(); i += 50) {
      files.set(i, file(3, 300));
    }
    try (ReadAhead ahead = new ReadAhead(new Readers(20), List::of)) {
      takeAll(ahead, files);
    }

    assertThat(mostUnderWay).hasValueBetween(7, 21);
    assertThat(reads).hasValue(400);
  }

  @Test
  void what_is_at_hand_takes_no_reader_and_does_not_hide_that_storage_is_slow() throws IOException {
    try (ReadAhead ahead = new ReadAhead(new Readers(20), List::of)) {
      takeAll(ahead, files(50, 3, 5));
      threads.clear();
      takeAll(ahead, files(200, 0, 0));

      assertThat(threads).containsExactly(Thread.currentThread());
      assertThat(ahead.isWorthIt()).isTrue();
    }
  }

  @Test
  void without_readers_nothing_is_read_ahead() throws IOException {
    try (ReadAhead ahead = new ReadAhead(new Readers(0), List::of)) {
      takeAll(ahead, files(20, 3, 5));
    }

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void what_is_read_and_not_taken_is_bounded_by_bytes() throws IOException {
    long third = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8) / 3;
    try (ReadAhead ahead = new ReadAhead(new Readers(50), List::of)) {
      takeAll(ahead, files(60, third, 80));
    }

    assertThat(mostUnderWay).hasValueBetween(3, 4); // and the one that is needed
    assertThat(reads).hasValue(60);
  }

  @Test
  void who_waits_for_room_does_not_hold_on_to_what_was_taken() throws Exception {
    List<WeakReference<byte[]>> taken = new CopyOnWriteArrayList<>();
    List<Coming> files = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      files.add(
          new Coming(
              Readers.MOST_BYTES / 3,
              () -> {
                read(80);
                byte[] bytes = new byte[1];
                taken.add(new WeakReference<>(bytes));
                return bytes;
              }));
    }
    try (ReadAhead ahead = new ReadAhead(new Readers(50), List::of)) {
      ahead.expect(files);
      for (Coming file : files.subList(0, 30)) {
        ahead.take(file);
      }
      for (int i = 0; i < 100 && stillThere(taken) > 3; i++) {
        Thread.sleep(50);
        System.gc();
      }
      assertThat(mostUnderWay).hasValueGreaterThan(1);
      assertThat(stillThere(taken)).isLessThanOrEqualTo(3); // read, and not yet taken
    }
  }

  private static long stillThere(List<WeakReference<byte[]>> arrays) {
    return arrays.stream().filter(array -> array.get() != null).count();
  }

  @Test
  void what_comes_next_is_asked_for_once_all_else_is_begun() throws IOException {
    List<Coming> later = files(50, 3, 5);
    List<List<Coming>> more = new ArrayList<>(List.of(later));
    try (ReadAhead ahead =
        new ReadAhead(new Readers(20), () -> more.isEmpty() ? List.of() : more.remove(0))) {
      takeAll(ahead, files(10, 3, 5));
      for (Coming file : later) {
        assertThat(ahead.take(file)).isEqualTo(BYTES);
      }
    }

    assertThat(more).isEmpty();
    assertThat(mostUnderWay.get()).isGreaterThan(10);
    assertThat(reads).hasValue(60);
  }

  @Test
  void a_failure_is_that_of_whoever_takes_the_file_which_can_be_read_again() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    Coming file =
        new Coming(
            3,
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new IOException("no answer");
              }
              return BYTES;
            });
    try (ReadAhead ahead = new ReadAhead(new Readers(20), List::of)) {
      assertThatIOException().isThrownBy(() -> ahead.take(file)).withMessage("no answer");
      assertThat(ahead.take(file)).isEqualTo(BYTES);
    }
  }

  @Test
  void files_that_nobody_wants_any_more_make_room() throws IOException {
    long half = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8) / 2;
    try (ReadAhead ahead = new ReadAhead(new Readers(50), List::of)) {
      List<Coming> all = files(60, half, 5);
      ahead.expect(all);
      for (int i = 0; i < 30; i++) {
        ahead.take(all.get(i));
      }
      ahead.forget(all);
      takeAll(ahead, files(30, half, 5));
    }

    assertThat(reads.get()).isBetween(60, 64);
  }
}
