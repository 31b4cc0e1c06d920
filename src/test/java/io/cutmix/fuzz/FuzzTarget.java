package io.cutmix.fuzz;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.ShardSource;
import io.cutmix.detection.CocoFile;
import io.cutmix.image.AnyImage;
import io.cutmix.image.FileFormat;
import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.job.RunSpec;
import io.cutmix.output.RecipeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A reader of files that come from elsewhere, to be given any bytes. */
@SuppressWarnings("ImmutableEnumChecker") // the readings are method references without state
enum FuzzTarget {
  CSV("labels.csv", FuzzTarget::readLabels),
  JSON("labels.json", FuzzTarget::readLabels),
  CLASSES("classes.txt", (folder, file) -> ClassList.read(file)),
  CLASS_MAP("map.json", (folder, file) -> ClassList.map(file)),
  COCO("coco.json", (folder, file) -> CocoFile.read(file, folder.images())),
  TAR("shard.tar", FuzzTarget::readShard),
  PARQUET_LABELS("labels.parquet", FuzzTarget::readLabels),
  PARQUET_IMAGES("images.parquet", FuzzTarget::readEmbedded),
  RECIPES("recipes.jsonl", (folder, file) -> readRecipes(file)),
  HEADER(
      "picture",
      (folder, file) ->
          new ImageIoCodec(RunSpec.MAX_PIXELS, true, null)
              .header(new ByteArrayInputStream(Files.readAllBytes(file)))),
  IMAGE("picture", (folder, file) -> AnyImage.decode(Files.readAllBytes(file))),
  MASK("mask.png", (folder, file) -> AnyImage.readMask(Files.readAllBytes(file))),
  RUN("run.json", FuzzTarget::verify),
  ROWS("labels.json", FuzzTarget::verify),
  CSV_ROWS("labels.csv", FuzzTarget::verify),
  PARQUET("metadata.parquet", FuzzTarget::verify),
  SHARDS("shards.json", FuzzTarget::verify),
  SHARD("shards/000000.tar", FuzzTarget::verify),
  ARRAY("images-00000.npy", FuzzTarget::verify);

  private interface Reading {
    void read(FuzzFolder folder, Path file) throws IOException;
  }

  private final String file;
  private final Reading reading;

  /** A failure to read a file that is there must be an {@link IOException} with a message. */
  FuzzTarget(String file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  /** The folder of its inputs among the resources; images are there already. */
  String resources() {
    return switch (this) {
      case HEADER, IMAGE, MASK -> "/io/cutmix/image";
      case PARQUET_LABELS, PARQUET_IMAGES -> "/io/cutmix/dataset/parquet";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** How many changed inputs take a second or so. */
  int changes() {
    return compareTo(RUN) < 0 ? 200 : 40;
  }

  /**
   * Reads these bytes in a file of this folder.
   *
   * @throws RuntimeException or an error if that does not end in one of the ways that it may
   */
  void tryOut(FuzzFolder folder, byte[] input) {
    try {
      Path written = folder.write(file, input);
      try {
        reading.read(folder, written);
      } catch (IOException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
          throw new AssertionError("a failure without a reason", e);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readLabels(FuzzFolder folder, Path file) throws IOException {
    LabelFileSource source = LabelFileSource.of(folder.images(), file);
    source.read(FileFormat::isImageName);
  }

  private static void readShard(FuzzFolder folder, Path file) throws IOException {
    ShardSource source =
        new ShardSource(List.of(file), Optional.empty(), LabelRules.of(ClassList.found()));
    source.read(FileFormat::isImageName).read(0);
  }

  private static void readEmbedded(FuzzFolder folder, Path file) throws IOException {
    LabelRules rules = LabelRules.of(ClassList.found());
    ShardSource source = new ShardSource(List.of(file), Optional.empty(), rules);
    source.read(FileFormat::isImageName).read(0);
  }

  private static void verify(FuzzFolder folder, Path file) throws IOException {
    folder.runs().verify(folder.name(file), Files.readAllBytes(file));
  }

  private static void readRecipes(Path file) throws IOException {
    RecipeFile recipes = RecipeFile.open(file, 0, Long.MAX_VALUE);
    for (long unit = 0; unit < recipes.units(); unit++) {
      recipes.read(unit);
    }
  }
}
