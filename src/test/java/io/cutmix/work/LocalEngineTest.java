package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.Counts;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocalEngineTest {
  private static final Counts NOTHING = Counts.NONE;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void each_unit_that_is_not_done_runs_once(int threads) throws IOException {
    AtomicIntegerArray runs = new AtomicIntegerArray(100);
    List<Integer> heard = new ArrayList<>();

    try (LocalEngine engine = new LocalEngine(threads)) {
      engine.run(
          100,
          unit -> unit % 3 == 0,
          (unit, parallel) -> {
            runs.incrementAndGet((int) unit);
            return new Counts(unit, 0, 0, 1, 0);
          },
          counts -> heard.add((int) counts.images()));
    }

    List<Integer> expected = IntStream.range(0, 100).filter(unit -> unit % 3 != 0).boxed().toList();
    assertThat(heard).containsExactlyInAnyOrderElementsOf(expected);
    for (int unit = 0; unit < 100; unit++) {
      assertThat(runs.get(unit)).as("unit %d", unit).isEqualTo(unit % 3 == 0 ? 0 : 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void no_more_units_are_under_way_than_threads_and_one(int threads) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger started = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    AtomicInteger mostAsked = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    try (LocalEngine engine = new LocalEngine(threads)) {
      engine.run(
          60,
          unit -> {
            mostAsked.accumulateAndGet(asked.incrementAndGet() - ended.get(), Math::max);
            return false;
          },
          (unit, parallel) -> {
            most.accumulateAndGet(started.incrementAndGet() - ended.get(), Math::max);
            parallel.forEach(4, index -> pause(1));
            ended.incrementAndGet();
            return NOTHING;
          },
          counts -> {});
    }

    // One more is asked for, and waits.
    assertThat(mostAsked.get()).isBetween(1, threads + 2);
    assertThat(most.get()).isBetween(1, threads + 1);
  }

  @Test
  void units_that_only_wait_leave_their_place_to_others() throws IOException {
    CountDownLatch all = new CountDownLatch(20);
    AtomicInteger ended = new AtomicInteger();

    try (LocalEngine engine = new LocalEngine(1)) {
      engine.run(
          20,
          unit -> false,
          (unit, parallel) -> {
            parallel.onlyWaits();
            return Waiting.whileOthersWork(
                () -> {
                  all.countDown();
                  await(all);
                  ended.incrementAndGet();
                  return NOTHING;
                });
          },
          counts -> {});
      assertThat(ended).hasValue(20);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void the_listener_is_called_by_one_thread_at_a_time() throws IOException {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    try (LocalEngine engine = new LocalEngine(8)) {
      engine.run(
          50,
          unit -> false,
          (unit, parallel) -> NOTHING,
          counts -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            pause(1);
            inside.decrementAndGet();
          });
    }

    assertThat(most).hasValue(1);
  }

  @Test
  void units_may_take_threads_of_each_other_for_their_steps() throws IOException {
    AtomicInteger steps = new AtomicInteger();

    try (LocalEngine engine = new LocalEngine(2)) {
      engine.run(
          20,
          unit -> false,
          (unit, parallel) -> {
            parallel.forEach(50, index -> steps.incrementAndGet());
            parallel.forEach(50, index -> steps.incrementAndGet());
            return NOTHING;
          },
          counts -> {});
    }

    assertThat(steps).hasValue(2_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1000})
  void for_each_covers_each_index_once(int count) throws IOException {
    AtomicIntegerArray runs = new AtomicIntegerArray(count);

    try (LocalEngine engine = new LocalEngine(4)) {
      engine.forEach(count, runs::incrementAndGet);
    }

    for (int i = 0; i < count; i++) {
      assertThat(runs.get(i)).as("index %d", i).isEqualTo(1);
    }
  }

  /** Throws what may be thrown. */
  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void steps_that_wait_for_storage_go_on_side_by_side() throws IOException {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (LocalEngine engine = new LocalEngine(1)) {
      engine
          .waiting(new Readers(20))
          .forEach(
              40,
              index -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
                underWay.decrementAndGet();
                done.incrementAndGet();
              });
    }

    assertThat(done).hasValue(40);
    assertThat(most).hasValueBetween(10, 21);
  }
}
