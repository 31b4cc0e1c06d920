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
  void a_folder_that_is_a_link_to_the_outside_is_refused() throws IOException {
    Path other = Files.createDirectories(temp.resolve("other"));
    Files.writeString(other.resolve("0.png"), "");
    Files.createDirectories(folder().path().resolve("images"));
    Files.writeString(folder().path().resolve("images/0.png"), "");
    Files.createSymbolicLink(folder().path().resolve("linked"), other);
    FinishedFolder folder = folder();

    assertThat(folder.file("images/0.png")).exists();
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(BrokenFile.class)
          .isThrownBy(() -> folder.file("linked/0.png"))
          .withMessageContaining("expected in the output folder");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./", "src/.."})
  void the_working_directory_is_a_folder_too(String folder) throws IOException {
    FinishedFolder here = new FinishedFolder(Path.of(folder));

    assertThat(here.file("pom.xml")).isRegularFile();
    assertThat(here.file("./src/../pom.xml")).isRegularFile();
    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> here.file("../pom.xml"))
        .withMessageContaining("expected in the output folder");
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
