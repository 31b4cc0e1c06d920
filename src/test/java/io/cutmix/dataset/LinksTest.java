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

/** Symbolic links among the pictures, and what is no file at all. */
class LinksTest {
  @TempDir private Path elsewhere;
  private Pictures pictures = new Pictures(Path.of(""));

  @BeforeEach
  void a_picture_here_and_one_elsewhere(@TempDir Path folder) throws IOException {
    pictures = new Pictures(folder).with("cat/a.jpg");
    Files.writeString(elsewhere.resolve("b.jpg"), "outside");
  }

  private Path link(String name, Path target) throws IOException {
    return Files.createSymbolicLink(pictures.images().resolve(name), target);
  }

  private ProblemException refusalOfRows(String... rows) throws IOException {
    pictures.csv(rows);
    return catchThrowableOfType(ProblemException.class, pictures::read);
  }

  @Test
  void a_link_to_a_picture_outside_is_refused_with_its_target_and_the_remedy() throws IOException {
    link("cat/b.jpg", elsewhere.resolve("b.jpg"));
    String why =
        "a link leads out of %s, to %s; copy what is meant, or allow it with --follow-links"
            .formatted(pictures.images(), elsewhere.resolve("b.jpg").toRealPath());

    assertThat(refusalOfRows("file,label", "cat/a.jpg,x", "cat/b.jpg,y").problems())
        .map(Problem::toString)
        .singleElement()
        .asString()
        .startsWith(pictures.labels() + ":3: the file \"cat/b.jpg\" can't be used: ")
        .endsWith(why);
    assertThat(catchThrowableOfType(ProblemException.class, pictures::folders).problems())
        .map(Problem::toString)
        .containsExactly(pictures.images() + "/cat/b.jpg: " + why);
  }

  @Test
  void a_folder_outside_is_refused_however_many_links_lead_there() throws IOException {
    link("dog", Path.of("cat/hop"));
    link("cat/hop", elsewhere);

    assertThat(refusalOfRows("file,label", "dog/b.jpg,y").getMessage()).contains("--follow-links");
    assertThat(catchThrowableOfType(ProblemException.class, pictures::folders).problems())
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
    pictures.csv("file,label", "dog/b.jpg,y", "cat/b.jpg,y");

    assertThat(Pictures.names(Sources.followingLinks(pictures.source()).read(Pictures.IS_PICTURE)))
        .containsExactly("cat/b.jpg", "dog/b.jpg");
    assertThat(
            Pictures.names(
                new FolderSource(pictures.images(), ClassList.found(), Links.ALL)
                    .read(Pictures.IS_PICTURE)))
        .containsExactly("cat/a.jpg", "cat/b.jpg", "dog/b.jpg");
  }

  @Test
  void links_within_the_folder_are_followed() throws IOException {
    link("dog", Path.of("cat"));
    link("b.jpg", Path.of("cat/a.jpg"));
    pictures.csv("file,label", "dog/a.jpg,y", "b.jpg,x");

    Dataset dataset = pictures.read();

    assertThat(Pictures.names(dataset)).containsExactly("b.jpg", "dog/a.jpg");
    assertThat(dataset.read(0)).asString().isEqualTo("cat/a.jpg");
  }

  @Test
  void the_folder_itself_may_be_a_link() throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), pictures.images());
    pictures.csv("file,label", "cat/a.jpg,x");

    assertThat(LabelFileSource.of(link, pictures.labels()).read(Pictures.IS_PICTURE).size())
        .isEqualTo(1);
  }

  @Test
  void a_link_that_is_put_in_the_place_of_a_picture_later_is_not_followed() throws IOException {
    pictures.csv("file,label", "cat/a.jpg,x");
    Dataset dataset = pictures.read();
    Files.delete(pictures.images().resolve("cat/a.jpg"));
    link("cat/a.jpg", elsewhere.resolve("b.jpg"));

    assertThat(catchThrowableOfType(IOException.class, () -> dataset.read(0)))
        .hasMessageContaining("--follow-links");
  }

  @Test
  void pipes_and_devices_are_no_pictures_and_never_waited_for() throws Exception {
    Path pipe = pictures.images().resolve("cat/pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    link("cat/null.jpg", Path.of("/dev/null"));
    pictures.csv("file,label", "cat/pipe.jpg,x", "cat/null.jpg,x");

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          LabelFileSource source = Sources.followingLinks(pictures.source());
          assertThat(
                  catchThrowableOfType(
                          ProblemException.class, () -> source.read(Pictures.IS_PICTURE))
                      .problems())
              .map(Problem::toString)
              .hasSize(2)
              .allMatch(problem -> problem.endsWith("is not a file"));
          Dataset skipping = Sources.missingAllowed(source).read(Pictures.IS_PICTURE);
          for (int sample = 0; sample < 2; sample++) {
            int number = sample;
            assertThat(catchThrowableOfType(IOException.class, () -> skipping.read(number)))
                .hasMessageEndingWith("is not a file");
            assertThat(catchThrowableOfType(IOException.class, () -> skipping.open(number)))
                .hasMessageEndingWith("is not a file");
          }
          assertThat(
                  new FolderSource(pictures.images(), ClassList.found(), Links.ALL)
                      .read(Pictures.IS_PICTURE)
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
                                    java.util.List.of(pipe), LabelRules.of(ClassList.found()))
                                .read(Pictures.IS_PICTURE)))
                .hasMessageContaining("is not a file"));
  }
}
