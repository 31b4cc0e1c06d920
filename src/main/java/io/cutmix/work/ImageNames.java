package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Labels;
import io.cutmix.image.FileFormat;
import io.cutmix.job.NamePattern;
import io.cutmix.mix.Recipe;
import io.cutmix.output.ImageNaming;
import io.cutmix.output.OutputFolder;
import io.cutmix.plan.Batch;
import java.util.List;

/** The path of each image, relative to the output folder. Thread-safe. */
public final class ImageNames implements PlannedBatches.Names {
  private static final int IN_A_FOLDER = 1000;
  private static final int TAR_DIGITS = 9;

  private final ImageNaming naming;
  private final Dataset dataset;
  private final List<String> parts;
  private final int digits;

  /**
   * Makes the names of that many files.
   *
   * @param naming fits the labels of the data set
   */
  public ImageNames(ImageNaming naming, Dataset dataset, long files) {
    this.naming = naming;
    this.dataset = dataset;
    this.parts = naming.pattern().parts();
    this.digits = digits(files);
  }

  private static int digits(long files) {
    return Math.max(6, Long.toString(files - 1).length());
  }

  /** How images are named within tar files: by a key of nine digits, by which readers sort. */
  public static PlannedBatches.Names inTars() {
    return (batch, i, recipe, format) ->
        padded(batch.file(i), TAR_DIGITS) + "." + format.extension();
  }

  /** The way back: the numbers of that many files by their names. */
  public static RecipeBatches.FileNumbers numbers(NamePattern pattern, long files) {
    return fileName -> pattern.index(fileName, digits(files));
  }

  /** With {@code /}. */
  @Override
  public String name(Batch batch, int i, Recipe recipe, FileFormat format) {
    StringBuilder name = new StringBuilder(OutputFolder.IMAGES).append(folder(batch, i));
    for (int part = 0; part < parts.size(); part++) {
      String text = parts.get(part);
      name.append(part % 2 == 0 ? text : value(text, batch, i, recipe));
    }
    return name.append('.').append(format.extension()).toString();
  }

  private String folder(Batch batch, int i) {
    return switch (naming.layout()) {
      case AUTO, FLAT -> "";
      case SHARDED -> padded(batch.file(i) / IN_A_FOLDER, Math.max(4, digits - 3)) + "/";
      case TREE -> className(batch.sample(i)) + "/";
    };
  }

  private String className(int sample) {
    Labels labels = dataset.labels();
    return ImageNaming.SafeName.of(labels.classes().get(labels.classId(sample)));
  }

  private String value(String field, Batch batch, int i, Recipe recipe) {
    return switch (field) {
      case "index" -> padded(batch.file(i), digits);
      case "source" -> stem(batch.sample(i));
      case "partner" -> stem(batch.sample(recipe.mixedWith(i)));
      case "copy" -> Integer.toString(batch.copy());
      case "batch" -> Integer.toString(batch.number());
      default -> throw new IllegalArgumentException(field);
    };
  }

  /** A sample's name without its extension. */
  private String stem(int sample) {
    String name = dataset.name(sample);
    int dot = name.lastIndexOf('.');
    return ImageNaming.SafeName.of(dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name);
  }

  /** With as many digits as the last one needs, so that names sort as numbers. */
  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
