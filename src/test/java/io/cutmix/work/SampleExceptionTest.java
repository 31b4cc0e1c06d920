package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.dataset.ImageFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleExceptionTest {
  private static final String FILE = "/mnt/images/cat/1.jpg";

  static Stream<IOException> failures() {
    return Stream.of(
        new IOException("Stale file handle"),
        new FileSystemException(FILE, null, "Stale file handle"),
        new AccessDeniedException(FILE));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void why_a_sample_can_not_be_read_is_said_without_its_path_which_is_the_place(
      IOException failure) {
    IOException explained = ImageFolder.explained(Path.of(FILE), failure);

    assertThat(SampleException.problem("cat/1.jpg", explained))
        .hasToString(
            "cat/1.jpg: "
                + (failure instanceof AccessDeniedException ? "no permission" : "Stale file handle")
                + "; fix it, or skip it with --on-error skip");
  }
}
