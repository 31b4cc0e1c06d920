package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbolic links among the images, and what is no file at all. */
class LinksTest {
  @TempDir private Path elsewhere;
  private LabeledFiles input = new LabeledFiles(Path.of(""));

  @BeforeEach
  void an_image_here_and_one_elsewhere(@TempDir Path folder) throws IOException {
    input = new LabeledFiles(folder).with("cat/a.jpg");
    Files.writeString(elsewhere.resolve("b.jpg"), "outside");
  }

  private Path link(String name, Path target) throws IOException {
    return Files.createSymbolicLink(input.images().resolve(name), target);
  }

  private ProblemException refusalOfRows(String... rows) throws IOException {
    input.csv(rows);
    return catchThrowableOfType(ProblemException.class, input::read);
  }

  @Test
  void a_link_to_an_image_outside_is_refused_with_its_target_and_the_remedy() throws IOException {
    link("cat/b.jpg", elsewhere.resolve("b.jpg"));
    String why =
        "a link leads out of %s, to %s; copy what is meant, or allow it with --follow-links"
            .formatted(input.images(), elsewhere.resolve("b.jpg").toRealPath());

    assertThat(refusalOfRows("file,label", "cat/a.jpg,x", "cat/b.jpg,y").problems())
        .map(Problem::toString)
        .singleElement()
        .asString()
        .startsWith(input.labels() + ":3: the file \"cat/b.jpg\" can't be used: ")
        .endsWith(why);
    assertThat(catchThrowableOfType(ProblemException.class, input::folders).problems())
        .map(Problem::toString)
        .containsExactly(input.images() + "/cat/b.jpg: " + why);
  }

  @Test
  void a_folder_outside_is_refused_however_many_links_lead_there() throws IOException {
    link("dog", Path.of("cat/hop"));
    link("cat/hop", elsewhere);

    assertThat(refusalOfRows("file,label", "dog/b.jpg,y").getMessage()).contains("--follow-links");
    assertThat(catchThrowableOfType(ProblemException.class, input::folders).problems())
        .map(Problem::toString)
        .hasSize(2)
        .allMatch(problem -> problem.contains("--follow-links"));
  }

  @Test
  void a_path_with_a_name_in_front_leaves_by_a_link_too() throws IOException {
    link("up", elsewhere);
    Files.createDirectories(elsewhere.resolve("deep"));
    Files.writeString(elsewhere.resolve("deep/c.jpg"), "outside");

    assertThat(refusalOfRows("file,label", "up/deep/c.jpg,y").getMessage())
        .contains("--follow-links");
  }

  @Test
  void all_links_are_followed_on_request() throws IOException {
    link("dog", elsewhere);
    link("cat/b.jpg", elsewhere.resolve("b.jpg"));
    input.csv("file,label", "dog/b.jpg,y", "cat/b.jpg,y");

    assertThat(
            LabeledFiles.names(Sources.followingLinks(input.source()).read(LabeledFiles.IS_IMAGE)))
        .containsExactly("cat/b.jpg", "dog/b.jpg");
    assertThat(
            LabeledFiles.names(
                new FolderSource(input.images(), ClassList.found(), Links.ALL)
                    .read(LabeledFiles.IS_IMAGE)))
        .containsExactly("cat/a.jpg", "cat/b.jpg", "dog/b.jpg");
  }

  @Test
  void links_within_the_folder_are_followed() throws IOException {
    link("dog", Path.of("cat"));
    link("b.jpg", Path.of("cat/a.jpg"));
    input.csv("file,label", "dog/a.jpg,y", "b.jpg,x");

    Dataset dataset = input.read();

    assertThat(LabeledFiles.names(dataset)).containsExactly("b.jpg", "dog/a.jpg");
    assertThat(dataset.read(0)).asString().isEqualTo("cat/a.jpg");
  }

  @Test
  void the_folder_itself_may_be_a_link() throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), input.images());
    input.csv("file,label", "cat/a.jpg,x");

    assertThat(LabelFileSource.of(link, input.labels()).read(LabeledFiles.IS_IMAGE).size())
        .isEqualTo(1);
  }

  @Test
  void a_link_that_is_put_in_the_place_of_an_image_later_is_not_followed() throws IOException {
    input.csv("file,label", "cat/a.jpg,x");
    Dataset dataset = input.read();
    Files.delete(input.images().resolve("cat/a.jpg"));
    link("cat/a.jpg", elsewhere.resolve("b.jpg"));

    assertThat(catchThrowableOfType(IOException.class, () -> dataset.read(0)))
        .hasMessageContaining("--follow-links");
  }

  @Test
  void pipes_and_devices_are_no_images_and_never_waited_for() throws Exception {
    Path pipe = input.images().resolve("cat/pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    link("cat/null.jpg", Path.of("/dev/null"));
    input.csv("file,label", "cat/pipe.jpg,x", "cat/null.jpg,x");

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          LabelFileSource source = Sources.followingLinks(input.source());
          assertThat(
                  catchThrowableOfType(
                          ProblemException.class, () -> source.read(LabeledFiles.IS_IMAGE))
                      .problems())
              .map(Problem::toString)
              .hasSize(2)
              .allMatch(problem -> problem.endsWith("is not a file"));
          Dataset skipping = Sources.missingAllowed(source).read(LabeledFiles.IS_IMAGE);
          for (int sample = 0; sample < 2; sample++) {
            int number = sample;
            assertThat(catchThrowableOfType(IOException.class, () -> skipping.read(number)))
                .hasMessageEndingWith("is not a file");
            assertThat(catchThrowableOfType(IOException.class, () -> skipping.open(number)))
                .hasMessageEndingWith("is not a file");
          }
          assertThat(
                  new FolderSource(input.images(), ClassList.found(), Links.ALL)
                      .read(LabeledFiles.IS_IMAGE)
                      .warnings())
              .map(Problem::toString)
              .anyMatch(warning -> warning.startsWith("2 files are not images"));
        });
  }

  @Test
  void a_pipe_is_no_shard() throws Exception {
    Path pipe = elsewhere.resolve("0.tar");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThat(
                    catchThrowableOfType(
                        ProblemException.class,
                        () ->
                            new ShardSource(
                                    java.util.List.of(pipe),
                                    java.util.Optional.empty(),
                                    LabelRules.of(ClassList.found()))
                                .read(LabeledFiles.IS_IMAGE)))
                .hasMessageContaining("is not a file"));
  }
}
