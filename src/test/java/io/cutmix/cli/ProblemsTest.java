package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Failures;
import io.cutmix.cli.message.Shell;
import io.cutmix.cli.option.Values;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What programs read of everyday mistakes: the parts of each, in JSON and as annotations. */
class ProblemsTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void ten_images_and_files_with_mistakes() throws IOException {
    input = ImagesAndLabels.make(temp, 10);
    Files.createDirectories(temp.resolve("a; b"));
    Files.createDirectories(temp.resolve("full"));
    Files.writeString(temp.resolve("full/mine.txt"), "mine");
    Files.writeString(temp.resolve("missing.csv"), "file,label\np0001.png,a\nnowhere.png,a\n");
    Files.writeString(
        temp.resolve("quoted.csv"), "file,label\np0001.png,a\np0002.png,\"a;b \"\"q\"\"\"\n");
    Files.write(temp.resolve("classes.txt"), List.of("a", "b", "c"));
    Files.writeString(temp.resolve("broken.jsonl"), "{\"file\":\"p0001.png\",\n");
    Files.writeString(temp.resolve("no.csv"), "file,kind\np0001.png,a\n");
    Files.writeString(temp.resolve("xy.csv"), "file,x,y\np0001.png,1,z\n");
    Files.writeString(temp.resolve("ids.csv"), "file,label\np0001.png,7\n");
    Files.writeString(temp.resolve("twice.csv"), "file,label\np0001.png,a\np0001.png,b\n");
    Files.createDirectories(temp.resolve("bad"));
    Files.copy(input.file(1), temp.resolve("bad/1.png"));
    Files.writeString(temp.resolve("bad/2.png"), "no image");
    Files.writeString(temp.resolve("bad.csv"), "file,label\n1.png,a\n2.png,b\n");
  }

  /**
   * {@code $} stands for the folder of the files, {@code --} for no such field; of the remedy that
   * it contains the words.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --images $/images                                                | 3 | --    | $/images      | -- | --       | --labels
          --images $/images --labels $/missing.csv                         | 3 | --    | $/missing.csv | 3  | nowhere.png | --images
          --images $/images --labels $/quoted.csv --classes $/classes.txt  | 3 | --    | $/quoted.csv  | 3  | a;b "q"  | --classes
          --images $/nowhere                                               | 3 | --    | $/nowhere     | -- | --       | --images
          --images $/a;_b                                                  | 3 | --    | $/a; b        | -- | --       | --labels
          --images $/images --labels $/labels.csv --alpha -1               | 2 | --alpha | --          | -- | -1.0     | --
          --images $/images --labels $/labels.csv --alpha x                | 2 | --alpha | --          | -- | x        | --
          --images $/images --labels $/labels.csv --length 0.5 --bbox 0,0,1,1 | 2 | --length | --      | -- | --       | leave one out
          --images $/images --labels $/labels.csv --min-box 0.5 --max-box 0.4 | 2 | --max-box | --     | -- | 0.4      | --
          --images $/images --labels $/labels.csv --mix-classes catt       | 2 | --mix-classes | --    | -- | catt     | a, b, c
          --images $/images --labels $/labels.csv --pairing random         | 2 | --pairing | --        | -- | random   | write one of these
          --images $/images --labels $/labels.csv --workers 4              | 2 | --    | --            | -- | --workers | did you mean --threads?
          --images $/images --labels $/labels.csv --out $/images/o         | 2 | --out | --            | -- | --       | choose a folder outside
          --images $/images --labels $/labels.csv --out $/full             | 3 | --    | $/full        | -- | --       | choose another --out
          --labels $/labels.csv                                            | 2 | --images | --         | -- | --       | write --images DIR
          --images $/bad --labels $/bad.csv --size 5x7                     | 3 | --    | $/bad/2.png   | -- | --       | --on-error skip
          --images $/images --labels $/broken.jsonl                        | 3 | --    | $/broken.jsonl | 2 | --       | correct the file
          --images $/images --labels $/no.csv --label-column label         | 3 | --    | $/no.csv      | -- | label    | file, kind
          --images $/images --labels $/nowhere.csv                         | 3 | --    | $/nowhere.csv | -- | --       | --labels
          --images $/images --labels $/images                              | 3 | --    | $/images      | -- | --       | give --labels a file
          --images $/images --labels $/labels.csv --size 0                 | 2 | --size | --           | -- | 0        | --
          --images $/images --labels $/labels.csv --format gif             | 2 | --format | --         | -- | gif      | write one of these
          --images $/images --labels $/labels.csv --split train            | 3 | --    | $/images/train | -- | train   | leave out --split
          --images $/images --labels $/xy.csv --label-columns x,y          | 3 | --    | $/xy.csv      | 2  | z        | like 0.25
          --images $/images --labels $/xy.csv --label-columns x,w          | 3 | --    | $/xy.csv      | -- | w        | file, x, y
          --images $/images --labels $/ids.csv --num-classes 5             | 3 | --    | $/ids.csv     | 2  | 7        | raise --num-classes
          --images $/images --labels $/twice.csv                           | 3 | --    | $/twice.csv   | 3  | p0001.png | --multi-label
          --images $/images --labels $/labels.csv stray                    | 2 | --    | --            | -- | stray    | leave it out
          --images $/images --labels $/labels.csv --labels $/labels.csv    | 2 | --labels | --         | -- | --       | leave one out
          --images $/images --labels $/labels.csv --name-pattern x         | 2 | --name-pattern | --   | -- | x        | --
          --images $/images --labels $/labels.csv --shard-size 5           | 2 | --shard-size | --     | -- | --       | both or neither
          --images $/images --labels $/labels.csv --masks $/nowhere        | 2 | --masks | --          | -- | --       | holds the masks
          --images $/images --labels $/labels.csv --coco $/nowhere.json    | 3 | --    | $/nowhere.json | -- | --      | correct --coco
          --images $/images --labels $/labels.csv --out $/labels.csv       | 3 | --    | $/labels.csv  | -- | --       | choose another --out
          --images $/images --labels $/labels.csv --format jpeg --channels rgba | 2 | --format | --    | -- | --       | --channels rgb
          """)
  void a_mistake_is_read_in_its_parts(
      String words, int exit, String option, String file, String line, String value, String remedy)
      throws IOException {
    Outcome json = augment(Map.of(), words + " --json");
    Outcome annotated = augment(Map.of("GITHUB_ACTIONS", "true"), words);

    JsonNode error = new JsonMapper().readTree(json.out()).at("/errors/0");
    assertThat(json.exit()).as(json.err()).isEqualTo(exit);
    assertField(error, "option", option);
    assertField(error, "file", file.replace("$", temp.toString()));
    assertField(error, "line", line);
    assertField(error, "value", value);
    if (!remedy.equals("--")) {
      assertThat(error.path("remedy").asText()).as("%s", error).contains(remedy);
      assertThat(error.path("message").asText()).endsWith("; " + error.path("remedy").asText());
    }
    String place =
        (file.equals("--") ? "" : " file=" + file.replace("$", temp.toString()))
            + (line.equals("--") ? "" : ",line=" + line);
    assertThat(annotated.err())
        .startsWith("::error" + place + "::" + error.path("message").asText());
  }

  @Test
  void an_illegal_argument_that_is_no_wrong_parameter_is_a_bug() {
    assertFails(new IllegalArgumentException("alpha must be odd"), ExitCode.BUG)
        .startsWith("cutmix: this is a bug; please report it")
        .contains("\njava.lang.IllegalArgumentException: alpha must be odd\n\tat ");
  }

  @Test
  void a_folder_that_fails_while_it_is_listed_is_named() {
    assertFails(
            new DirectoryIteratorException(
                new FileSystemException("/mnt/shards", null, "Input/output error")),
            ExitCode.INPUT_OUTPUT)
        .isEqualTo("cutmix: /mnt/shards: Input/output error\n");
  }

  @Test
  void a_limit_of_threads_is_not_taken_for_one_of_memory() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    CommandLine command = new CommandLine(new AugmentCommand());

    int exit =
        new Failures(new Shell(stream, stream, Map.of(), code -> {}))
            .failed(new OutOfMemoryError("unable to create native thread"), command, new String[0]);

    assertThat(exit).isEqualTo(ExitCode.INPUT_OUTPUT);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "cutmix: no more threads can be made (unable to create native thread); use fewer"
                + " --threads, or raise the limit of processes (ulimit -u, or --pids-limit of a"
                + " container)\n");
  }

  private static AbstractStringAssert<?> assertFails(Exception e, int expected) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Shell shell = new Shell(stream, stream, Map.of(), code -> {});
    CommandLine command = new CommandLine(new AugmentCommand());
    Values.readBy(command);

    int exit = new Failures(shell).failed(e, command, command.parseArgs());

    assertThat(exit).isEqualTo(expected);
    return assertThat(err.toString(StandardCharsets.UTF_8));
  }

  private Outcome augment(Map<String, String> variables, String words) {
    List<Object> all = new ArrayList<>(List.of("augment"));
    for (String word : words.split(" +", -1)) {
      all.add(word.replace("$", temp.toString()).replace(";_", "; "));
    }
    if (!words.contains("--out")) {
      all.addAll(List.of("--out", temp.resolve("out")));
    }
    return Cutmix.run(variables, all);
  }

  private static void assertField(JsonNode error, String name, String expected) {
    assertThat(error.has(name) ? error.path(name).asText() : "--")
        .as("%s in %s", name, error)
        .isEqualTo(expected);
  }
}
