package io.cutmix.finished;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a finished folder. */
class FinishedFolderTest {
  @TempDir private Path temp;

  private FinishedFolder folder() throws IOException {
    return new FinishedFolder(Files.createDirectories(temp.resolve("out")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other.png", "a/../../other.png", "/etc/passwd", "a\0b"})
  void a_name_that_leads_outside_is_refused(String name) throws IOException {
    Files.writeString(temp.resolve("other.png"), "");

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> folder().file(name))
        .withMessageContaining("expected in the output folder");
  }

  @Test
  void a_link_that_leads_outside_is_refused() throws IOException {
    Path other = Files.writeString(temp.resolve("other.png"), "");
    Path inside = Files.writeString(folder().path().resolve("inside.png"), "");
    Files.createSymbolicLink(folder().path().resolve("out.png"), other);
    Files.createSymbolicLink(folder().path().resolve("in.png"), inside);

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> folder().file("out.png"))
        .withMessageContaining("expected in the output folder");
    assertThat(folder().file("in.png")).exists();
  }

  @Test
  void what_is_no_file_is_missing() throws IOException {
    Files.createDirectories(folder().path().resolve("images"));

    for (String name : new String[] {"images", "images/0.png"}) {
      assertThatExceptionOfType(BrokenFile.class)
          .isThrownBy(() -> folder().file(name))
          .withMessageStartingWith(name + ": file: expected there, found missing");
    }
  }

  @Test
  void names_ascend_and_are_relative() throws IOException {
    Path shards = Files.createDirectories(folder().path().resolve("shards"));
    for (String name : new String[] {"2.tar", "1.tar", "x.txt"}) {
      Files.writeString(shards.resolve(name), "");
    }

    assertThat(folder().names("shards", "*.tar")).containsExactly("shards/1.tar", "shards/2.tar");
    assertThat(folder().names("", "*.npy")).isEmpty();
    assertThat(folder().names("nowhere", "*")).isEmpty();
  }

  @Test
  void a_run_that_was_stopped_is_not_finished() throws IOException {
    assertThatNoException().isThrownBy(() -> folder().requireFinished());
    Files.createDirectories(folder().path().resolve(".cutmix"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> folder().requireFinished())
        .withMessageContaining("to resume it")
        .satisfies(
            e ->
                assertThat(e.problems().get(0).place().file())
                    .isEqualTo(temp.resolve("out").toString()));
  }
}
