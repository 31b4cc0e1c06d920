package io.cutmix.endtoend.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.Folders;
import io.cutmix.testing.FormInputs;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.RunForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of a run, stopped or finished, that a power cut or somebody has left empty, cut off, full
 * of zeros, or not at all: the same command makes the result whole.
 */
class TornFilesTest {
  private static final int IMAGES = 48;

  private static final String LIST = ".cutmix-files";

  @TempDir private static Path temp;
  private static FormInputs inputs = new FormInputs(new ImagesAndLabels(Path.of(""), List.of()));
  private static final Map<RunForm, Map<String, String>> UNDISTURBED = new EnumMap<>(RunForm.class);

  @BeforeAll
  static void images() throws IOException {
    inputs = FormInputs.make(temp, IMAGES, 16);
  }

  /** What becomes of a file. */
  enum Harm {
    EMPTIED,
    CUT,
    ZEROED,
    HALF_ZEROED,
    HEAD_ZEROED,
    DELETED;

    void to(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      switch (this) {
        case EMPTIED -> Files.write(file, new byte[0]);
        case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        case ZEROED -> Files.write(file, new byte[bytes.length]);
        case HALF_ZEROED -> {
          Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
          Files.write(file, bytes);
        }
        case HEAD_ZEROED -> {
          Arrays.fill(bytes, 0, bytes.length / 2, (byte) 0);
          Files.write(file, bytes);
        }
        case DELETED -> Files.delete(file);
      }
    }
  }

  private static Stream<Arguments> each(Map<RunForm, List<String>> files) {
    return files.entrySet().stream()
        .flatMap(
            form ->
                form.getValue().stream()
                    .flatMap(
                        file ->
                            Stream.of(Harm.values())
                                .map(harm -> Arguments.of(form.getKey(), file, harm))));
  }

  static Stream<Arguments> files_of_a_finished_run() {
    return Stream.concat(
        each(Map.of(RunForm.MDS, List.of("shard.00000-000.mds", "index.json"))),
        each(filesOfOtherForms()));
  }

  private static Map<RunForm, List<String>> filesOfOtherForms() {
    return Map.of(
        RunForm.FLAT,
        List.of("images/000007.jpg", "labels.json", "run.json", LIST),
        RunForm.NAMED,
        List.of("images/000007-.*", "labels.json"),
        RunForm.MASKS,
        List.of("masks/000007.png"),
        RunForm.NPY,
        List.of("images-00000.npy", "labels-00000.npy"),
        RunForm.WEBDATASET,
        List.of("shards/000000-000.tar", "labels.json"),
        RunForm.PARQUET,
        List.of("metadata.parquet"),
        RunForm.ROWS,
        List.of("metadata.jsonl", "labels.csv"),
        RunForm.BOXES,
        List.of("annotations.json"),
        RunForm.RECIPES,
        List.of("recipes.jsonl"),
        RunForm.RENDERED,
        List.of("images/000007.jpg"));
  }

  @ParameterizedTest
  @MethodSource("files_of_a_finished_run")
  void a_finished_run_is_whole_again(RunForm form, String file, Harm harm) throws IOException {
    Map<String, String> whole = undisturbed(form);
    Path out = temp.resolve("out");
    call(form, inputs.prepared(form, out));

    harm.to(only(out, file));
    call(form, out);

    assertThat(FolderBytes.differences(FolderBytes.of(out), whole)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void so_is_its_report(Harm harm) throws IOException {
    Path out = temp.resolve("out");
    List<String> words = new ArrayList<>(words(RunForm.FLAT, inputs.prepared(RunForm.FLAT, out)));
    words.add("--report");
    assertThat(Cutmix.call(words).exit()).isZero();
    Map<String, String> whole = FolderBytes.of(out);
    Path report = out.resolve("report.html");
    long size = Files.size(report);

    harm.to(report);
    assertThat(Cutmix.call(words).exit()).isZero();

    assertThat(Files.readString(report)).endsWith("</html>\n").doesNotContain("\0");
    assertThat(Files.size(report)).isCloseTo(size, Percentage.withPercentage(5));
    assertThat(FolderBytes.differences(FolderBytes.of(out), whole)).isSubsetOf("report.html");
  }

  static Stream<Arguments> files_of_a_stopped_run() {
    return each(
        Map.of(
            RunForm.FLAT,
            List.of(
                "images/000007.jpg",
                ".cutmix/job.json",
                ".cutmix/parts/000000000.jsonl",
                ".cutmix/parts/000000001.jsonl"),
            RunForm.NAMED,
            List.of("images/000007-.*", ".cutmix/parts/000000000.names", ".cutmix/job.json"),
            RunForm.MASKS,
            List.of("masks/000007.png"),
            RunForm.NPY,
            List.of("images-00000.npy", ".cutmix/parts/000000000.jsonl"),
            RunForm.WEBDATASET,
            List.of("shards/000000-000.tar", ".cutmix/parts/000000000.jsonl"),
            RunForm.MDS,
            List.of("shard.00000-000.mds", ".cutmix/parts/000000000.jsonl"),
            RunForm.RECIPES,
            List.of(".cutmix/parts/000000000.jsonl", ".cutmix/job.json")));
  }

  /** It is stopped at its last file, so that all parts are done. */
  @ParameterizedTest
  @MethodSource("files_of_a_stopped_run")
  void a_stopped_run_is_whole_in_the_end(RunForm form, String file, Harm harm) throws IOException {
    Map<String, String> whole = undisturbed(form);
    Path out = temp.resolve("out");
    stop(form, out);

    harm.to(only(out, file));
    call(form, out);

    assertThat(FolderBytes.differences(FolderBytes.of(out), whole)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLAT", "NPY", "WEBDATASET", "MDS"})
  void the_images_of_a_unit_whose_part_was_copied_over_another_are_there_in_the_end(RunForm form)
      throws IOException {
    Map<String, String> whole = undisturbed(form);
    Path out = temp.resolve("out");
    stop(form, out);
    Path parts = out.resolve(".cutmix/parts");

    Files.copy(
        parts.resolve("000000000.jsonl"),
        parts.resolve("000000001.jsonl"),
        StandardCopyOption.REPLACE_EXISTING);
    call(form, out);

    assertThat(FolderBytes.differences(FolderBytes.of(out), whole)).isEmpty();
  }

  @Test
  void what_is_whole_is_not_made_again() throws IOException {
    Path out = temp.resolve("out");
    call(RunForm.FLAT, inputs.prepared(RunForm.FLAT, out));
    Path other = out.resolve("images/000040.jpg");
    Object before = Files.getLastModifiedTime(other);
    Files.delete(out.resolve("images/000007.jpg"));

    Outcome outcome = call(RunForm.FLAT, out);

    assertThat(outcome.err()).contains("1 unit will be made again, since files are missing");
    assertThat(outcome.out()).startsWith("16 images made again; finished: 48 images");
    assertThat(Files.getLastModifiedTime(other)).isEqualTo(before);
  }

  @Test
  void a_finished_run_whose_list_was_removed_says_so_if_all_is_there() throws IOException {
    Path out = temp.resolve("out");
    call(RunForm.FLAT, inputs.prepared(RunForm.FLAT, out));
    Files.delete(out.resolve(LIST));

    assertThat(call(RunForm.FLAT, out).err()).doesNotContain("again", "over");
    Files.delete(out.resolve("images/000007.jpg"));

    assertThat(call(RunForm.FLAT, out).err()).contains("starting over");
    assertThat(FolderBytes.of(out)).isEqualTo(undisturbed(RunForm.FLAT));
  }

  @Test
  void the_hidden_list_is_enough_to_know_a_finished_run_by() throws IOException {
    Path out = temp.resolve("out");
    call(RunForm.FLAT, inputs.prepared(RunForm.FLAT, out));
    Files.delete(out.resolve("run.json"));
    Files.write(out.resolve(LIST), new byte[100]);

    call(RunForm.FLAT, out);

    assertThat(FolderBytes.of(out)).isEqualTo(undisturbed(RunForm.FLAT));
  }

  @Test
  void parts_of_another_job_whose_record_is_lost_are_made_again() throws IOException {
    Path out = temp.resolve("out");
    stop(RunForm.NAMED, out);
    Files.write(out.resolve(".cutmix/job.json"), new byte[0]);

    call(RunForm.TREE, out);

    assertThat(FolderBytes.of(out)).isEqualTo(undisturbed(RunForm.TREE));
  }

  @Test
  void a_run_that_had_to_be_made_again_keeps_what_its_input_was_skipped_for() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp.resolve("damaged"), 8);
    Path out = temp.resolve("skipped");
    input.damage(3);
    List<String> words =
        Stream.of("augment", "--images", input.images(), "--labels", input.labels())
            .map(Object::toString)
            .toList();
    words = Stream.concat(words.stream(), Stream.of("--on-error", "skip", "--size=5x7")).toList();
    words = Stream.concat(words.stream(), Stream.of("--out", out.toString())).toList();
    int exit = Cutmix.call(words).exit();
    Map<String, String> whole = FolderBytes.of(out);
    Files.delete(out.resolve("run.json"));

    assertThat(Cutmix.call(words).exit()).isEqualTo(exit).isPositive();

    assertThat(FolderBytes.of(out)).isEqualTo(whole);
  }

  /** Leaves a run whose label file couldn't be put in place. */
  private static void stop(RunForm form, Path out) throws IOException {
    inputs.prepared(form, out);
    Path labels = out.resolve(form == RunForm.RECIPES ? "recipes.jsonl" : "labels.json");
    Files.createDirectories(out.resolve(".cutmix/parts"));
    Files.createDirectories(labels.resolve("in the way"));
    assertThat(Cutmix.call(words(form, out)).exit()).isEqualTo(3);
    Folders.delete(labels);
    assertThat(out.resolve(".cutmix/parts")).isNotEmptyDirectory();
  }

  private static Map<String, String> undisturbed(RunForm form) throws IOException {
    Map<String, String> files = UNDISTURBED.get(form);
    if (files == null) {
      Path out = temp.resolve("undisturbed");
      call(form, inputs.prepared(form, out));
      files = FolderBytes.of(out);
      UNDISTURBED.put(form, files);
    }
    return files;
  }

  private static Path only(Path out, String pattern) throws IOException {
    try (Stream<Path> tree = Files.walk(out)) {
      return tree.filter(path -> out.relativize(path).toString().matches(pattern))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> words(RunForm form, Path out) {
    return form.words(inputs, out).stream().map(Object::toString).toList();
  }

  private static Outcome call(RunForm form, Path out) {
    Outcome outcome = Cutmix.call(words(form, out));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome;
  }

  /** Copies often leave hidden files behind. */
  @ParameterizedTest
  @EnumSource(names = {"NPY", "WEBDATASET", "MDS"})
  void a_shard_that_is_missing_is_noticed_without_the_list(RunForm form) throws IOException {
    Path out = inputs.prepared(form, temp.resolve("listless"));
    call(form, out);
    Files.delete(out.resolve(LIST));
    Files.delete(only(out, ".*(labels-\\d+\\.npy|\\.tar|\\.mds)"));

    Outcome repeated = call(form, out);

    assertThat(repeated.out()).doesNotStartWith("already finished");
    assertThat(FolderBytes.of(out)).isEqualTo(undisturbed(form));
  }

  @Test
  void a_record_with_something_behind_its_end_is_written_again() throws IOException {
    Path out = inputs.prepared(RunForm.MDS, temp.resolve("longer"));
    call(RunForm.MDS, out);
    Files.writeString(out.resolve("run.json"), "x", StandardOpenOption.APPEND);

    call(RunForm.MDS, out);

    assertThat(Files.readString(out.resolve("run.json")).strip()).endsWith("}");
    assertThat(FolderBytes.of(out)).isEqualTo(undisturbed(RunForm.MDS));
  }
}
