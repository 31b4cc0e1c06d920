package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --out -}, beside a shell, GNU tar and {@code cmp}. */
class StandardOutputIT {
  private static final List<String> SHARDS = List.of("--output-format", "webdataset");

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void images() throws IOException {
    input = ImagesAndLabels.make(Files.createDirectory(temp.resolve("Bilder für alle")), 50);
  }

  /** The launcher's words as a shell reads them. */
  private String command(String out, String more) {
    Command command = Tool.augment(input, Path.of(out), SHARDS.toArray());
    return "'" + String.join("' '", command.words()) + "' --batch-size 8 " + more;
  }

  private Command.Result shell(String script) {
    return Command.of("bash", "-c", script).in(temp).run();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void the_tar_has_the_bytes_of_the_shard_of_a_folder(int threads) {
    Command.Result result =
        shell(
            command("out", "--quiet --copies 3 --shard-size 1000")
                + " && "
                + command("-", "--copies 3 --threads " + threads)
                + " | cmp - out/shards/000000.tar && tar tf out/shards/000000.tar | wc -l");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("300\n");
    assertThat(result.err()).contains("150 images (");
  }

  @Test
  void a_result_that_finds_no_room_is_a_failure_and_a_reader_that_goes_away_is_none() {
    String cutmix = "'" + String.join("' '", Tool.cutmix("version", "--json").words()) + "'";

    Command.Result result =
        shell(cutmix + " > /dev/full; echo $?; " + cutmix + " | true; echo ${PIPESTATUS[0]}");

    assertThat(result.out()).isEqualTo("3\n0\n");
    assertThat(result.err())
        .isEqualTo("cutmix: standard output takes no more; make room on its disk\n");
  }

  @Test
  void a_reader_that_goes_away_ends_it_without_a_word() {
    Command.Result result =
        shell(
            command("-", "--quiet --copies 400")
                + " | head -c 9 > /dev/null; echo ${PIPESTATUS[0]}");

    assertThat(result.out()).isEqualTo("141\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void a_disk_that_is_full_is_an_error() {
    Command.Result result =
        shell("ulimit -f 64; trap '' XFSZ; " + command("-", "--quiet --copies 40 > out.tar"));

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("standard output takes no more; make room on its disk");
  }

  @Test
  void an_image_that_is_damaged_ends_the_tar_in_the_middle() throws IOException {
    String rows = shell(command("-", "--quiet | tar xO --wildcards '*.json'")).out();
    int lastSource = rows.lastIndexOf("\"source\":\"p") + "\"source\":\"p".length();
    input.damage(Integer.parseInt(rows.substring(lastSource, lastSource + 4)));

    Command.Result result =
        shell(
            command(
                "-",
                "--quiet --size 7x5 > out.tar; echo $?; tail -c 1024 out.tar | tr -d '\\0' | wc -c"));

    assertThat(result.out()).startsWith("3\n").isNotEqualTo("3\n0\n");
    assertThat(result.err()).contains("damaged");
  }

  @Test
  void what_is_skipped_is_named_and_told_by_the_exit_code() throws IOException {
    input.damage(30);

    Command.Result result =
        shell(
            command("-", "--on-error skip --size 7x5 > out.tar; echo $?; tar tf out.tar | wc -l"));

    assertThat(result.out()).isEqualTo("5\n98\n");
    assertThat(result.err()).contains("p0030.png: skipped");
  }
}
