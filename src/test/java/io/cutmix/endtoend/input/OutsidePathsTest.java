package io.cutmix.endtoend.input;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies outside of the folder of images, or is no file, stays unread. */
class OutsidePathsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int FOUR = 4;

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path secret = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void four_images_and_one_outside() throws IOException {
    input = ImagesAndLabels.make(temp, FOUR);
    secret = temp.resolve("outside/secret.png");
    out = temp.resolve("out");
    Files.createDirectories(secret.resolveSibling(""));
    ImagesAndLabels.write(secret, ImagesAndLabels.image(99, 5, 7, 3));
  }

  private Outcome augment(Object... more) {
    List<Object> words = new ArrayList<>(List.of("augment", "--images", input.images()));
    words.addAll(List.of("--out", out));
    words.addAll(List.of(more));
    return assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Cutmix.run(words));
  }

  private void assertNothingWritten() {
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside/secret.png",
        "a/../../outside/secret.png",
        "./..//outside/secret.png",
        "..\\outside\\secret.png",
        "C:\\outside\\secret.png",
        "ABSOLUTE"
      })
  void a_row_that_leaves_the_folder_is_refused_with_its_line(String path) throws IOException {
    String leaving = path.replace("ABSOLUTE", secret.toString());
    Path csv = temp.resolve("rows.csv");
    Files.writeString(csv, "file,label\np0000.png,a\n\"" + leaving + "\",b\n");
    Path jsonl = temp.resolve("rows.jsonl");
    Files.writeString(
        jsonl, JSON.writeValueAsString(Map.of("file_name", leaving, "label", "b")) + "\n");

    for (String skip : List.of("fail", "skip")) {
      assertRefused(
          augment("--labels", csv, "--on-error", skip),
          "rows.csv:3: ",
          "leaves the images folder",
          "write it relative to --images");
      assertRefused(
          augment("--labels", jsonl, "--on-error", skip),
          "rows.jsonl:1: ",
          "leaves the images folder");
      assertNothingWritten();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside/secret.png", "/etc/passwd.png", "a/../../secret.png", "a/../b.png"})
  void a_tar_member_that_leaves_the_shard_is_refused(String name) throws IOException {
    Path shard = temp.resolve("s.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(shard))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(Files.size(secret));
      tar.putArchiveEntry(entry);
      tar.write(Files.readAllBytes(secret));
      tar.closeArchiveEntry();
    }

    Outcome outcome = Cutmix.run("augment", "--images", shard, "--out", out);

    assertRefused(outcome, "s.tar: the entry \"" + name + "\" has ");
    assertNothingWritten();
  }

  @Test
  void boxes_of_an_image_outside_are_never_looked_up() throws IOException {
    Path coco = temp.resolve("coco.json");
    Files.writeString(
        coco,
        "{\"images\":[{\"id\":1,\"file_name\":\"%s\",\"width\":7,\"height\":5}],\"annotations\":[],\"categories\":[]}"
            .formatted(secret));

    assertRefused(
        augment("--labels", input.labels(), "--coco", coco),
        "p000",
        "no image of --coco has this path");
  }

  @Test
  void links_out_of_the_folder_are_followed_on_request_only() throws IOException {
    Files.delete(input.file(0));
    Files.createSymbolicLink(input.file(0), secret);

    assertRefused(
        augment("--labels", input.labels()), "labels.csv:2: ", "p0000.png", "--follow-links");
    assertNothingWritten();
    assertThat(augment("--labels", input.labels(), "--follow-links").exit()).isZero();
  }

  @Test
  void so_are_links_to_masks() throws IOException {
    Path masks = Files.createDirectories(temp.resolve("masks"));
    for (String name : input.names()) {
      ImagesAndLabels.write(masks.resolve(name), ImagesAndLabels.image(1, 5, 7, 1));
    }
    Path mask = temp.resolve("outside/mask.png");
    Files.move(masks.resolve("p0002.png"), mask);
    Files.createSymbolicLink(masks.resolve("p0002.png"), mask);

    assertRefused(
        augment("--labels", input.labels(), "--masks", masks), "p0002.png", "--follow-links");
    assertThat(
            augment("--labels", input.labels(), "--masks", masks, "--follow-links", "--overwrite")
                .exit())
        .isZero();
  }

  @Test
  void so_are_links_to_a_label_file_that_nobody_named() throws IOException {
    Files.createSymbolicLink(input.images().resolve("metadata.csv"), input.labels());

    assertRefused(augment(), "metadata.csv: ", "--follow-links");
    assertThat(augment("--follow-links").exit()).isZero();
  }

  @Test
  void so_are_links_to_a_split() throws IOException {
    Path whole = Files.createDirectories(temp.resolve("whole"));
    Files.createSymbolicLink(whole.resolve("train"), input.images());
    List<Object> words =
        List.of("augment", "--images", whole, "--split=train", "--labels", input.labels());

    List<Object> refused = new ArrayList<>(words);
    refused.addAll(List.of("--out", out));
    assertRefused(Cutmix.run(refused), "whole/train: ", "--follow-links");
    List<Object> followed = new ArrayList<>(refused);
    followed.add("--follow-links");
    assertThat(Cutmix.run(followed).exit()).isZero();
  }

  /** None of them ever ends. */
  @ParameterizedTest
  @ValueSource(strings = {"mkfifo %s", "ln -s /dev/zero %s", "ln -s /dev/tty %s", "mkdir %s"})
  void what_is_no_file_is_no_image_and_not_waited_for(String make) throws IOException {
    Files.delete(input.file(1));
    sh(make.formatted(input.file(1)));

    assertRefused(
        augment("--labels", input.labels(), "--follow-links"), "p0001.png", "is not a file");
    Outcome skipped =
        augment("--labels", input.labels(), "--follow-links", "--on-error=skip", "--size=5x7");
    assertThat(skipped.exit()).isEqualTo(5);
    assertThat(skipped.err()).contains("/p0001.png: skipped: ", "is not a file");
    assertThat(
            Cutmix.run(
                    "inspect",
                    "--images",
                    input.images(),
                    "--labels",
                    input.labels(),
                    "--follow-links")
                .exit())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "labels.json", "images/000001.png"})
  void verify_waits_for_no_pipe(String name) {
    assertThat(augment("--labels", input.labels()).exit()).isZero();
    sh("rm %1$s && mkfifo %1$s".formatted(out.resolve(name)));

    Outcome outcome =
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Cutmix.run("verify", out));

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out() + outcome.err()).contains("missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../shards/000000.tar", "/dev/null", "shards/../../outside/s.tar"})
  void verify_reads_no_shard_outside(String name) throws IOException {
    augment("--labels", input.labels(), "--output-format=webdataset", "--labels-format=shards");
    Path manifest = out.resolve("shards.json");
    Files.writeString(manifest, Files.readString(manifest).replace("shards/000000.tar", name));

    Outcome outcome = Cutmix.run("verify", out);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out()).contains(name + ": file: expected in the output folder");
  }

  /** As Latin-1 has it: to a system in UTF-8 its name is no text. */
  @Test
  void a_name_whose_bytes_are_no_text_is_told() throws IOException {
    Path images = Files.createDirectories(temp.resolve("classes/x"));
    sh("cp %1$s %2$s/a.png && cp %1$s \"%2$s/$(printf 'k\\344se').png\"".formatted(secret, images));

    assertRefused(
        Cutmix.run("augment", "--images", temp.resolve("classes"), "--out", out),
        "classes/x/k\uFFFDse.png: such a name is not possible",
        "rename it");
    assertNothingWritten();
  }

  private static void sh(String command) {
    Command.Result result = Command.of("sh", "-c", command).run();
    assertThat(result.exit()).as(result.err()).isZero();
  }
}
