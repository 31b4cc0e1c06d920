package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong calls are answered by the option, the value, and what to write instead. */
class WrongUsageTest {
  @TempDir private static Path temp;
  private static ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeAll
  static void four_images() throws IOException {
    input = ImagesAndLabels.make(temp, 4);
    Files.write(temp.resolve("classes.txt"), List.of("a", "b", "c"));
  }

  /** {@code $} stands for the folder of the images; the parts are set off by semicolons. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --alpha x                                   | --alpha; 'x'; number
          --alpha 0                                   | --alpha; 0; 0.001..1000000; --prob 0
          --alpha -1                                  | --alpha; -1; 0.001..1000000
          --alpha NaN                                 | --alpha; NaN; 0.001..1000000
          --alpha 1e999                               | --alpha; Infinity; 0.001..1000000
          --cutmix-alpha 0                            | --cutmix-alpha; did you mean --alpha?
          --alpha                                     | --alpha; --alpha A
          --beta 1                                    | --beta; did you mean --alpha?
          --limit 5                                   | --limit; there is none; --labels; cutmix preview
          --device=cuda                               | --device; there is none; processor
          --mixup_alpha 1                             | --mixup_alpha; there is none; MixUp
          --length 0                                  | --length; 0.0; more than 0 and at most 1
          --length 1.5                                | --length; 1.5; more than 0 and at most 1
          --length 0.5 --bbox 0,0,1,1                 | length; bbox
          --length 0.5 --alpha 0.3                    | --alpha; length; leave one out
          --alpha 1 --bbox 0,0,1,1                    | --alpha; bbox; leave one out
          --bbox 1,2,3                                | --bbox; 1,2,3; x1,y1,x2,y2; 10,10,50,50
          --bbox a,b,c,d                              | --bbox; a,b,c,d; x1,y1,x2,y2
          --bbox 5,1,2,3                              | --bbox; 5,1,2,3; x1 <= x2
          --bbox -1,0,2,3                             | --bbox; -1,0,2,3; 0 or later
          --bbox 0,0,8,5                              | --bbox; 0,0,8,5; width 7 and height 5
          --min-box 1.5                               | --min-box; 1.5; 0..1
          --max-box x                                 | --max-box; 'x'; number
          --min-box 0.5 --max-box 0.4                 | --max-box; 0.4; at least --min-box (0.5)
          --min-box 0.5 --length 0.5                  | --min-box; length; leave one out
          --max-box 0.5 --bbox 0,0,1,1                | --max-box; bbox; leave one out
          --max-box 0.5 --uniform                     | --max-box; uniform; leave one out
          --label-smoothing 1                         | --label-smoothing; 1.0; less than 1
          --label-smoothing -0.1                      | --label-smoothing; -0.1; at least 0
          --box-scope pair --pairing different-class  | --box-scope pair; pairing different-class; leave one out
          --prob-scope image                          | --prob-scope; 'image'; batch; sample
          --mix-classes a,B                           | --mix-classes; B; did you mean "b"
          --mix-classes cattle                        | --mix-classes; cattle; known: a, b, c
          --prob 1.01                                 | --prob; 1.01; 0..1
          --prob -0.1                                 | --prob; -0.1; 0..1
          --batch-size 1                              | --batch-size; 1; at least 2; partner
          --batch-size 2.5                            | --batch-size; '2.5'; whole number
          --copies 0                                  | --copies; 0; at least 1
          --copies 99999999999                        | --copies; '99999999999'; whole number
          --seed abc                                  | --seed; 'abc'; whole number
          --threads 0                                 | --threads; 0; 1..32767
          --threads 40000                             | --threads; 40000; 1..32767
          --workers -3                                | --workers; did you mean --threads?
          --picture-timeout 5                         | --picture-timeout; did you mean --image-timeout?
          --num_workers=4                             | --num_workers; did you mean --threads?
          --output o                                  | --output; did you mean --out?
          --out-dir o                                 | --out-dir; did you mean --out?
          --batch_size 4                              | --batch_size; did you mean --batch-size?
          --box-scope image                           | --box-scope; 'image'; batch; sample; pair
          --pairing random                            | --pairing; 'random'; derangement; permutation; different-class
          --on-error ignore                           | --on-error; 'ignore'; fail; skip
          --format gif                                | --format; 'gif'; auto; png; jpeg
          --format jpeg --channels rgba               | --format jpeg; rgba; png
          --format bmp --channels rgba                | --format bmp; rgba; png
          --format avif                               | --format; 'avif'; webp; tiff; bmp
          --format webp --codec imageio               | --format webp; --codec imageio; --codec auto
          --format webp --size 20000x10               | --format webp; 20000x10; 16383; png
          --masks $/nowhere                           | --masks; nowhere; folder
          --masks $ --mask-fill 256 --size 8 --fit contain | --mask-fill; 256; 0..255
          --mask-fill 255 --size 8 --fit contain      | --mask-fill; --masks; give all three
          --masks $ --mask-fill 255 --size 8          | --mask-fill; --fit contain
          --min-visible 0.5                           | --min-visible; --coco
          --coco $/labels.csv --min-visible 0         | --min-visible; 0.0; more than 0 and at most 1
          --masks $ --recipes-only                    | --recipes-only; --masks; leave out
          --masks $ --output-format npy               | --masks; --output-format; leave them out
          --labels-format parquet --embed-images --output-format npy | --embed-images; leave; --output-format
          --size bucket --output-format webdataset    | --size bucket; --output-format files
          --coco $/labels.csv --output-format npy     | --coco; npy; webdataset
          --depth 16 --output-format npy              | --depth 16; npy; webdataset
          --size bucket --recipes-only                | --recipes-only; --size; bucket
          --size bucket --fit cover                   | --fit; --size 224
          --size buckets                              | --size; buckets; 224; bucket
          --coco $/labels.csv --recipes-only          | --recipes-only; --coco; leave out
          --depth 12                                  | --depth; 12; 8 or 16
          --depth 16 --format jpeg                    | --depth 16; PNG; --format png
          --subsampling 422                           | --subsampling; 422; 420 or 444
          --quality 0                                 | --quality; 0; 1..100
          --quality 101                               | --quality; 101; 1..100
          --channels cmyk                             | --channels; 'cmyk'; auto; rgb; gray; rgba
          --size 0                                    | --size; 0; 240x320
          --size 10x                                  | --size; 10x; 240x320
          --size 10x10x10                             | --size; 10x10x10; 240x320
          --img-size -5                               | --img-size; did you mean --size?
          --size -5                                   | --size; -5; 240x320
          --fit cover                                 | --fit; --size
          --size 8 --fit crop                         | --fit; 'crop'; cover; contain; stretch
          --background puce                           | --background; puce; #rrggbb
          --background #12                            | --background; #12; #rrggbb
          --icc srgb                                  | --icc; 'srgb'; convert; ignore
          --labels-format xml                         | --labels-format; 'xml'; json; jsonl; csv
          --labels-format json,yaml                   | --labels-format; 'yaml'; json; jsonl; csv
          --label-encoding one-hot                    | --label-encoding; 'one-hot'; dense; sparse
          --recipes-only --labels-format csv          | --recipes-only; leave out --labels-format
          --output-format tfrecord                    | --output-format; 'tfrecord'; files; npy; webdataset
          --shard-size 8                              | --shard-size; --output-format npy; both or neither
          --shard-bytes 1000                          | --shard-bytes; webdataset; both or neither
          --output-format npy --shard-bytes 1000      | --shard-bytes; webdataset; both or neither
          --output-format webdataset --shard-bytes 0  | --shard-bytes; 0; at least 1
          --output-format webdataset --shard-bytes 1M | --shard-bytes; '1M'; whole number
          --output-format npy --shard-size 0          | --shard-size; 0; at least 1
          --output-format npy --shard-size x          | --shard-size; 'x'; whole number
          --output-format npy --recipes-only          | --recipes-only; leave it out
          --output-format npy --layout tree           | --layout; leave it out
          --output-format npy --name-pattern {index}a | --name-pattern; leave it out
          --layout heap                               | --layout; 'heap'; auto; flat; tree; sharded
          --name-pattern {source}                     | --name-pattern; {source}; must hold {index}
          --name-pattern {index}/a                    | --name-pattern; {index}/a; letters
          --name-pattern .{index}                     | --name-pattern; .{index}; no dot in front
          --name-pattern {index}{                     | --name-pattern; {index}{; letters
          --name-pattern {index}-{name}               | --name-pattern; {name}; {source}; {batch}
          --name-pattern {copy}{index}{batch}         | --name-pattern; {copy}{index}{batch}; plain text
          --uniform=maybe                             | --uniform; 'maybe'
          --quiet --verbose                           | --quiet; --verbose; use one
          --num-classes 0                             | --num-classes; 0; at least 1
          --num-classes many                          | --num-classes; 'many'; whole number
          --num-classes 3 --classes $/classes.txt     | --num-classes; --classes; use one
          --label-column label --label-columns a,b    | --label-column; --label-columns; use one
          --label-columns a,a                         | --label-columns; a,a; twice
          --label-columns a,b --num-classes 2         | --label-columns; --num-classes; remove
          --image-column label --label-column label   | label; image
          --num-classes 3 --class-map $/map.json      | --num-classes; --class-map; use one
          --label-separator=                          | --label-separator; character
          --multi-label --label-columns a,b           | --label-columns; --multi-label
          --split ../train                            | --split; ../train; name of a folder
          --alpa 1                                    | --alpa; --alpha
          extra                                       | extra
          --alpha 1 --alpha 2                         | --alpha; only once
          --images $/images                           | --images; only once
          --out=$/other                               | --out; only once
          """)
  void the_message_names_option_value_and_remedy(String options, String parts) throws IOException {
    Path out = temp.resolve("out");
    List<Object> words = new ArrayList<>();
    for (String word : options.strip().split(" +", -1)) {
      words.add(word.replace("$", temp.toString()));
    }

    Outcome outcome = Cutmix.augment(input, out, words.toArray());

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("cutmix: ")
        .contains(parts.strip().split("; *", -1))
        .contains("Try 'cutmix augment --help'")
        .doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                  | COMMAND is missing; cutmix augment --images
          agument                 | agument
          --nonsense              | --nonsense
          augment                 | --images is missing
          augment --out o         | --images is missing
          augment --images i      | --out is missing
          augment --images        | --images
          """)
  void what_is_missing_is_named(String words, String parts) {
    Outcome outcome = Cutmix.run(words == null ? List.of() : List.of(words.split(" +", -1)));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(parts.split("; *", -1)).doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--image-column", "--label-column", "--label-columns", "--label-separator"})
  void columns_need_a_csv_file(String option) {
    Outcome outcome =
        Cutmix.run("augment", "--images", temp, "--out", temp.resolve("out"), option, "x");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(option, "--labels");
  }

  @Test
  void wrong_options_are_found_before_any_data_is_read() {
    Outcome outcome =
        Cutmix.run("augment", "--images", "nowhere", "--out", "o", "--length", 2, "--quiet");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--length");
  }
}
