package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tool;
import io.cutmix.testing.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user may not read or write is told with its name, and nothing else is touched. */
@Tag("long")
class PermissionsIT {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void ten_images() throws IOException {
    input = ImagesAndLabels.make(temp, 10);
    out = temp.resolve("out");
  }

  private Command.Result augment(String... options) {
    return bound(Tool.augment(input, out, (Object[]) options));
  }

  /** Permissions bind root too, once it has no capabilities. */
  private static Command.Result bound(Command command) {
    if (!Files.isWritable(Path.of("/etc"))) {
      return command.run();
    }
    assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "root can't be bound without setpriv");
    List<Object> words = new ArrayList<>(List.of("--bounding-set=-all", "--inh-caps=-all"));
    words.addAll(command.words());
    return Command.of("/usr/bin/setpriv", words.toArray())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .run();
  }

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void assertTold(Command.Result result, String... parts) {
    assertThat(result.exit()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains(parts).doesNotContain("\tat ", "bug");
  }

  @Test
  void an_image_that_may_not_be_read() throws IOException {
    permit(input.file(7), "---------");

    assertTold(augment("--size", "5x7", "--channels", "rgb"), "p0007.png", "no permission");
    assertTold(augment(), "p0007.png", "no permission");

    Command.Result skipped =
        augment("--size", "5x7", "--channels", "rgb", "--on-error", "skip", "--overwrite");
    assertThat(skipped.exit()).as(skipped.err()).isEqualTo(5);
    assertThat(skipped.err()).contains("/p0007.png: skipped: ", "no permission");
  }

  @Test
  void a_label_file_that_may_not_be_read() throws IOException {
    permit(input.labels(), "---------");

    assertTold(augment(), input.labels() + ": no permission to read it");
  }

  @Test
  void a_folder_of_images_that_may_not_be_listed() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("classes/a")).getParent();
    permit(folder.resolve("a"), "---------");
    Command augment = Tool.cutmix("augment", "--images", folder, "--out", out);

    assertTold(bound(augment), folder + "/a: no permission; correct or remove it");

    permit(folder, "---------");
    assertTold(bound(augment), folder + ": no permission to read it; change its permissions");
    permit(folder, "rwxr-xr-x");
    permit(folder.resolve("a"), "rwxr-xr-x");
  }

  @Test
  void a_run_in_a_folder_that_may_not_be_entered() throws IOException {
    assertThat(augment().exit()).isZero();
    permit(out, "---------");

    assertTold(bound(Tool.cutmix("verify", out)), out + "/run.json: permission denied");
    permit(out, "rwxr-xr-x");
  }

  @Test
  void a_folder_in_which_nothing_can_be_made() throws IOException {
    Path closed = Files.createDirectory(temp.resolve("closed"));
    permit(closed, "r-xr-xr-x");
    out = closed.resolve("out");

    assertTold(augment(), out.toString(), "permission denied", "--out");
  }

  @Test
  void a_folder_that_became_read_only_while_a_run_was_broken_off() throws IOException {
    byte[] whole = input.damage(9);
    assertThat(augment("--batch-size", "2").exit()).isEqualTo(3);
    Files.write(input.file(9), whole);
    Path images = out.resolve("images");
    permit(images, "r-xr-xr-x");
    try (var files = Files.newDirectoryStream(images)) {
      files.forEach(file -> file.toFile().setReadOnly());
    }

    assertTold(augment("--batch-size", "2"), images.toString(), "permission denied");

    permit(images, "rwxr-xr-x");
    try (var files = Files.newDirectoryStream(images)) {
      files.forEach(file -> file.toFile().setWritable(true));
    }
    assertThat(augment("--batch-size", "2").exit()).isZero();
    Path elsewhere = temp.resolve("elsewhere");
    assertThat(Tool.augment(input, elsewhere, "--batch-size", 2).run().exit()).isZero();
    Verified.folder(elsewhere);
    assertThat(FolderBytes.of(out)).isEqualTo(FolderBytes.of(elsewhere));
  }

  @Test
  void a_run_that_may_not_be_overwritten_stays() throws IOException {
    assertThat(augment().exit()).isZero();
    permit(out.resolve("images"), "r-xr-xr-x");

    assertTold(
        augment("--overwrite", "--seed", "3"),
        out.resolve("images").toString(),
        "permission denied");

    assertThat(out.resolve("images")).isDirectoryContaining("glob:**/000009.png");
    permit(out.resolve("images"), "rwxr-xr-x");
  }
}
