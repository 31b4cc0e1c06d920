package io.cutmix.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHoldTest {
  @TempDir private Path temp;

  @Test
  void is_had_by_one_at_a_time() throws IOException {
    Path file = temp.resolve("folder/lock");
    try (FileHold hold = FileHold.of(file).orElseThrow()) {
      assertThat(hold).isNotNull();
      assertThat(FileHold.of(file)).isEmpty();
    }
    try (FileHold hold = FileHold.of(file).orElseThrow()) {
      hold.remove();
    }
    assertThat(file).doesNotExist();
    FileHold.of(file).orElseThrow().close();
  }

  /** Each removes the file that the others are about to lock. */
  @Test
  void a_file_that_was_removed_before_it_was_locked_is_held_by_nobody() throws Exception {
    Path file = temp.resolve("lock");
    AtomicInteger holding = new AtomicInteger();
    Callable<Integer> taking =
        () -> {
          int most = 0;
          for (int i = 0; i < 2000; i++) {
            Optional<FileHold> hold = FileHold.of(file);
            if (hold.isPresent()) {
              most = Math.max(most, holding.incrementAndGet());
              LockSupport.parkNanos(50_000); // long enough to meet another who has it
              holding.decrementAndGet();
              hold.get().remove();
            }
          }
          return most;
        };

    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      int most = 0; // a thread that the others are quicker than may never have it
      for (Future<Integer> one : threads.invokeAll(Collections.nCopies(4, taking))) {
        most = Math.max(most, one.get());
      }
      assertThat(most).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void where_there_are_no_locks_that_is_said_with_the_remedy() {
    Path file = temp.resolve("lock");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                FileHold.isHeld(
                    file,
                    () -> {
                      throw new IOException("No locks available");
                    }))
        .withMessageStartingWith(file + ": can't be locked (No locks available)")
        .withMessageEndingWith("choose an --out on a file system with locks, such as a local disk");
  }

  @Test
  void the_file_of_one_who_died_is_in_nobodys_way() throws IOException {
    Path file = Files.writeString(temp.resolve("lock"), "left behind");

    Optional<FileHold> hold = FileHold.of(file);

    assertThat(hold).isPresent();
    hold.get().close();
  }
}
