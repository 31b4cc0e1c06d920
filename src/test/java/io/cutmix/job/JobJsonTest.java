package io.cutmix.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job is as JSON, and what is read back from it. */
class JobJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  /** Each option with a value that isn't the default. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'alpha': 0.5, 'min-box': 0.1, 'max-box': 0.4",
        "'length': 0.5",
        "'bbox': '1,2,3,4'",
        "'uniform': true",
        "'box-scope': 'pair'",
        "'pairing': 'different-class'",
        "'prob': 0.25, 'prob-scope': 'sample'",
        "'batch-size': 8",
        "'copies': 3",
        "'seed': -7",
        "'mix-classes': 'a,b'",
        "'balance': true",
        "'label-smoothing': 0.1",
        "'size': '3x4', 'fit': 'contain'",
        "'size': 'bucket', 'max-pixels': 1000",
        "'channels': 'gray'",
        "'background': '#102030'",
        "'format': 'webp'",
        "'quality': 40",
        "'codec': 'imageio'",
        "'icc': 'ignore'",
        "'exif': 'ignore'",
        "'subsampling': 444",
        "'depth': 16",
        "'masks': 'm'",
        "'masks': 'm', 'mask-fill': 255, 'size': '8x8', 'fit': 'contain'",
        "'coco': 'boxes.json', 'min-visible': 0.5",
        "'labels-format': 'jsonl,csv'",
        "'labels-format': 'parquet', 'embed-images': true",
        "'label-encoding': 'sparse'",
        "'layout': 'sharded'",
        "'name-pattern': '{index}-{source}'",
        "'include-originals': true",
        "'recipes-only': true",
        "'report': true",
        "'output-format': 'npy', 'shard-size': 10",
        "'output-format': 'webdataset', 'shard-size': 10, 'shard-bytes': 5000",
        "'range': '3..7'"
      })
  void each_option_comes_back_as_it_was(String given) throws IOException {
    ObjectNode json = json("{" + given + "}");
    Options options = Options.of(json);

    assertThat(Options.of(options.toJson())).isEqualTo(options);
    json.properties()
        .forEach(
            option ->
                assertThat(options.texts())
                    .containsEntry(option.getKey(), option.getValue().asText()));
    assertThat(options).isNotEqualTo(Options.of(json("{}")));
    assertThat(Options.unknown(options.toJson())).isEmpty();
  }

  @Test
  void what_is_not_given_is_the_default() throws IOException {
    assertThat(Options.of(json("{}")).texts())
        .hasToString(
            "{alpha=1.0, box-scope=batch, pairing=derangement, prob=1.0, batch-size=64, copies=1,"
                + " seed=0, prob-scope=batch, label-smoothing=0.0, channels=auto, background=black,"
                + " format=auto, quality=95, codec=auto, icc=convert, exif=apply, subsampling=420,"
                + " depth=8, label-encoding=auto, layout=auto, name-pattern={index},"
                + " output-format=files}");
  }

  @Test
  void a_name_that_is_no_option_is_told() throws IOException {
    assertThat(Options.unknown(json("{'alpha': 1, 'alfa': 1}"))).containsExactly("alfa");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'seed': 'x'",
        "'batch-size': 1",
        "'pairing': 'best'",
        "'bbox': '1,2'",
        "'size': '0x0'",
        "'labels-format': 'xml'",
        "'name-pattern': 'x'",
        "'background': 'puce'",
        "'range': '7..3'",
        "'output-format': []"
      })
  void a_value_that_makes_no_sense_is_refused(String option) throws IOException {
    ObjectNode json = json("{" + option + "}");

    assertThatThrownBy(() -> Options.of(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'fit': 'cover'                                   | fit
          'format': 'jpeg', 'channels': 'rgba'             | format
          'format': 'webp', 'codec': 'imageio'             | format
          'format': 'jpeg', 'depth': 16                    | depth
          'format': 'webp', 'size': '20000x1'              | format
          'quality': 0                                     | quality
          'min-visible': 0.5                               | min-visible
          'shard-size': 5                                  | shard-size
          'shard-bytes': 5                                 | shard-bytes
          'embed-images': true                             | embed-images
          'labels-format': 'shards'                        | labels-format
          'recipes-only': true, 'labels-format': 'csv'     | recipes-only
          'recipes-only': true, 'masks': 'm'               | recipes-only
          'recipes-only': true, 'size': 'bucket'           | recipes-only
          'recipes-only': true, 'coco': 'c'                | recipes-only
          'output-format': 'npy', 'coco': 'c'              | coco
          'output-format': 'npy', 'depth': 16              | depth
          'output-format': 'npy', 'masks': 'm'             | masks
          'output-format': 'npy', 'layout': 'flat'         | layout
          'output-format': 'webdataset', 'size': 'bucket'  | size
          'length': 0.5, 'bbox': '0,0,1,1'                 | length
          'length': 0.5, 'alpha': 1.0                      | alpha
          """)
  void a_contradiction_names_the_option(String options, String name) throws IOException {
    ObjectNode json = json("{" + options + "}");

    assertThatThrownBy(() -> Options.of(json))
        .satisfies(thrown -> assertThat(root(thrown)).isInstanceOf(IllegalArgumentException.class))
        .satisfies(thrown -> assertThat(root(thrown)).hasMessageStartingWith(name + " "));
  }

  private static Throwable root(Throwable thrown) {
    return thrown.getCause() == null ? thrown : root(thrown.getCause());
  }

  @Test
  void an_input_comes_back_as_it_was() throws IOException {
    InputSpec source =
        new InputSpec(
            "images",
            Optional.of("recipes.jsonl"),
            Optional.of("labels.csv"),
            Optional.of("file"),
            Optional.of("label"),
            List.of("a", "b"),
            Optional.of("|"),
            true,
            Optional.empty(),
            Optional.of(10),
            Optional.of("train"),
            Optional.empty(),
            true);
    Job job =
        new Job(
            "1", Options.of(json("{}")), new Job.Input(source, 3, "sha256:0", Optional.empty()));

    assertThat(Job.read(job.toJson())).isEqualTo(job);
  }

  @Test
  void a_run_comes_back_as_it_was() throws IOException {
    RunSpec run =
        new RunSpec(
            "out",
            true,
            1000,
            7,
            3,
            5,
            RunSpec.EngineChoice.SPARK,
            Optional.of("yarn"),
            RunSpec.OnError.SKIP);

    assertThat(RunSpec.read(run.toJson())).isEqualTo(run);
  }

  @Test
  void jobs_differ_option_by_option() {
    Job now = Jobs.of("{'alpha': 0.5, 'copies': 2}");

    assertThat(now.differencesFrom(Jobs.of("{'copies': 2}")))
        .containsExactly("--alpha was 1.0 and is 0.5");
    assertThat(now.differencesFrom(Jobs.of("{'bbox': '0,0,1,1', 'copies': 2}")))
        .containsExactly("--alpha was not given and is 0.5", "--bbox was 0,0,1,1 and is not given");
    assertThat(now.differencesFrom(now)).isEmpty();
  }

  @Test
  void counts_of_parts_are_those_of_the_whole() {
    Counts some = new Counts(3, 2, 1, 0.5, 1);

    assertThat(some.plus(new Counts(1, 1, 4, 0.9, 2))).isEqualTo(new Counts(4, 3, 5, 0.6, 3));
    assertThat(some.plus(Counts.NONE)).isEqualTo(some);
    assertThat(Counts.NONE.plus(Counts.NONE).meanLam()).isEqualTo(1);
  }
}
