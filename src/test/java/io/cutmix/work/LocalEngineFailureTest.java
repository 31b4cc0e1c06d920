package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.job.Counts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a unit that fails. */
@Timeout(60)
class LocalEngineFailureTest {
  private static final Counts NOTHING = Counts.NONE;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 32})
  void the_failure_is_that_of_the_lowest_unit(int threads) {
    for (int round = 0; round < 20; round++) {
      try (LocalEngine engine = new LocalEngine(threads)) {
        assertThatThrownBy(
                () ->
                    engine.run(
                        100,
                        unit -> false,
                        (unit, parallel) -> {
                          if (unit >= 5) {
                            // The higher, the sooner it fails.
                            pause(Math.max(0, 12 - unit));
                            throw new IOException("unit " + unit);
                          }
                          return NOTHING;
                        },
                        counts -> {}))
            .isInstanceOf(IOException.class)
            .hasMessage("unit 5");
      }
    }
  }

  @RepeatedTest(20)
  void no_unit_starts_after_a_failure() {
    List<Long> started = Collections.synchronizedList(new ArrayList<>());

    try (LocalEngine engine = new LocalEngine(1)) {
      assertThatThrownBy(
              () ->
                  engine.run(
                      10,
                      unit -> false,
                      (unit, parallel) -> {
                        started.add(unit);
                        // Long enough for the next unit to wait for its start.
                        pause(2);
                        throw new IOException("unit " + unit);
                      },
                      counts -> {}))
          .hasMessage("unit 0");
    }

    assertThat(started).containsExactly(0L);
  }

  @Test
  void units_under_way_end_before_a_failure_is_reported() {
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch bothRun = new CountDownLatch(2);

    try (LocalEngine engine = new LocalEngine(2)) {
      assertThatThrownBy(
              () ->
                  engine.run(
                      2,
                      unit -> false,
                      (unit, parallel) -> {
                        bothRun.countDown();
                        await(bothRun);
                        if (unit == 0) {
                          throw new IOException("unit 0");
                        }
                        pause(50);
                        ended.incrementAndGet();
                        return NOTHING;
                      },
                      counts -> {}))
          .hasMessage("unit 0");
    }

    assertThat(ended).hasValue(1);
  }

  @Test
  void exceptions_and_errors_pass_through_as_they_are() {
    for (Throwable thrown :
        List.of(
            new IOException("a"), new IllegalStateException("b"), new StackOverflowError("c"))) {
      try (LocalEngine engine = new LocalEngine(2)) {
        assertThatThrownBy(
                () -> engine.run(3, unit -> false, (unit, all) -> raise(thrown), counts -> {}))
            .isSameAs(thrown);
        assertThatThrownBy(() -> engine.forEach(3, index -> raise(thrown))).isSameAs(thrown);
      }
    }
  }

  @Test
  void for_each_fails_with_its_lowest_index() {
    try (LocalEngine engine = new LocalEngine(8)) {
      assertThatThrownBy(
              () ->
                  engine.forEach(
                      50,
                      index -> {
                        if (index >= 7) {
                          pause(Math.max(0, 10 - index));
                          throw new IOException("index " + index);
                        }
                      }))
          .hasMessage("index 7");
    }
  }

  private static Counts raise(Throwable thrown) throws IOException {
    if (thrown instanceof IOException e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) thrown;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
