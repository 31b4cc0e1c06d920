package io.cutmix.pipeline;

import io.cutmix.dataset.ClassIds;
import io.cutmix.dataset.Dataset;
import io.cutmix.image.FileFormat;
import io.cutmix.mix.Recipe;
import io.cutmix.output.OutputFolder;
import io.cutmix.plan.Batch;
import java.util.List;
import java.util.stream.IntStream;

/** The path of each image, relative to the output folder. Thread-safe. */
final class ImageNames {
  private static final int IN_A_FOLDER = 1000;

  private final ImageNaming naming;
  private final Dataset dataset;
  private final List<String> parts;
  private final int digits;

  /**
   * Makes the names of that many files.
   *
   * @param naming fits the labels of the data set
   */
  ImageNames(ImageNaming naming, Dataset dataset, long files) {
    this.naming = naming;
    this.dataset = dataset;
    this.parts = naming.pattern().parts();
    this.digits = Math.max(6, Long.toString(files - 1).length());
  }

  /** That of the i-th image of a batch, with {@code /}. */
  String name(Batch batch, int i, Recipe recipe, FileFormat format) {
    StringBuilder name = new StringBuilder(OutputFolder.IMAGES).append(folder(batch, i));
    for (int part = 0; part < parts.size(); part++) {
      String text = parts.get(part);
      name.append(part % 2 == 0 ? text : value(text, batch, i, recipe));
    }
    return name.append('.').append(format.extension()).toString();
  }

  /** Those of all images of a batch, if they were PNG. */
  List<String> all(Batch batch) {
    return IntStream.range(0, batch.size())
        .mapToObj(i -> name(batch, i, batch.recipe(), FileFormat.PNG))
        .toList();
  }

  private String folder(Batch batch, int i) {
    return switch (naming.layout()) {
      case FLAT -> "";
      case SHARDED -> padded(batch.file(i) / IN_A_FOLDER, Math.max(4, digits - 3)) + "/";
      case TREE -> className(batch.sample(i)) + "/";
    };
  }

  private String className(int sample) {
    ClassIds ids = (ClassIds) dataset.labels();
    return SafeName.of(ids.classes().get(ids.classId(sample)));
  }

  private String value(String field, Batch batch, int i, Recipe recipe) {
    return switch (field) {
      case "index" -> padded(batch.file(i), digits);
      case "source" -> stem(batch.sample(i));
      case "partner" -> stem(batch.sample(recipe.partner(i)));
      case "copy" -> Integer.toString(batch.copy());
      case "batch" -> Integer.toString(batch.number());
      default -> throw new IllegalArgumentException(field);
    };
  }

  /** A sample's name without its extension. */
  private String stem(int sample) {
    String name = dataset.name(sample);
    int dot = name.lastIndexOf('.');
    return SafeName.of(dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name);
  }

  /** With as many digits as the last one needs, so that names sort as numbers. */
  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
