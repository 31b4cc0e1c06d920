package io.cutmix.endtoend.command;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.Main;
import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are there but can't be read, or not written: the message names them. */
class UnreadableFilesTest {
  /** Of Linux: opens, and fails when it is read. */
  private static final Path BROKEN = Path.of("/proc/self/mem");

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void four_images() throws IOException {
    input = ImagesAndLabels.make(temp, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "augment --images IN --labels BROKEN --out OUT",
        "render BROKEN --images IN --out OUT"
      })
  void input_that_fails_while_it_is_read(String command) {
    assumeTrue(Files.exists(BROKEN));

    Object[] words =
        command
            .replace("IN", input.images().toString())
            .replace("OUT", temp.resolve("out").toString())
            .replace("BROKEN", BROKEN.toString())
            .split(" ", -1);

    assertRefused(Cutmix.run(words), BROKEN + ": Input/output error");
  }

  @Test
  void a_temporary_folder_in_which_nothing_can_be_made() throws IOException {
    Path shard = temp.resolve("a.tar.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(shard))) {
      gzip.write(new byte[1024]);
    }
    Path gone = temp.resolve("gone");

    Command.Result result =
        Command.java(
                "256m",
                "-Djava.io.tmpdir=" + gone,
                Main.class.getName(),
                "augment",
                "--images",
                shard,
                "--out",
                temp.resolve("out"))
            .run();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .contains(shard + ": can't be unpacked into " + gone + " (")
        .contains("); unpack it with gunzip, and give the .tar");
  }

  @Test
  void out_that_is_a_link_to_nothing() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("out"), temp.resolve("gone"));

    assertRefused(
        Cutmix.augment(input, link),
        link + ": can't be made (" + link + " is a link to a folder that isn't there); choose");
    assertThat(temp.resolve("gone")).doesNotExist();
  }
}
