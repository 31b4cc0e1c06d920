package io.cutmix.job;

import static io.cutmix.mix.InvalidParameterException.contradiction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.OutputSpec.OutputFormat;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** All that decides a run's result, the data set aside. In JSON, each option by its long name. */
public record Options(MixSpec mix, ImageSpec image, OutputSpec output) {

  /** Refuses what can't be together, and what the library wouldn't take. */
  public Options {
    mix.planOptions(1);
    if (output.recipesOnly()) {
      requireRecipes(image);
    }
    if (output.hasShards()) {
      requireShards(image, output);
    }
  }

  private static void requireRecipes(ImageSpec image) {
    if (image.masks().isPresent()) {
      throw contradiction(
          "recipes-only",
          "keeps no masks, so that cutmix render can't make them",
          "leave out --masks");
    }
    if (image.hasBuckets()) {
      throw contradiction(
          "recipes-only",
          "keeps no sizes, so that all images must have one",
          "use another --size than bucket");
    }
  }

  private static void requireShards(ImageSpec image, OutputSpec output) {
    if (image.masks().isPresent()) {
      throw contradiction(
          "masks",
          "are image files beside image files",
          "leave them out with --output-format " + output.outputFormat());
    }
    if (image.hasBuckets()) {
      throw contradiction(
          "size",
          "bucket needs --output-format files, since the images of a shard have one size",
          "use another size");
    }
    if (output.outputFormat() == OutputFormat.NPY && image.depth() > 8) {
      throw contradiction(
          "depth",
          "16 isn't written by --output-format npy, which has bytes",
          "use files or webdataset");
    }
  }

  /**
   * Reads what {@link #toJson} wrote; what is missing is as if it wasn't given.
   *
   * @throws io.cutmix.mix.InvalidParameterException if a value makes no sense
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Options of(ObjectNode json) {
    return new Options(
        RecordJson.readOverDefaults(json, MixSpec.class),
        RecordJson.readOverDefaults(json, ImageSpec.class),
        RecordJson.readOverDefaults(json, OutputSpec.class));
  }

  /**
   * Those that are given, by their long names; the others are the defaults.
   *
   * @throws io.cutmix.mix.InvalidParameterException if a value is out of range or two contradict
   *     each other
   */
  public static Options given(Map<String, ?> values) {
    return of(RecordJson.MAPPER.<ObjectNode>valueToTree(values));
  }

  /** The long name, without dashes, of the option that a component of a record is. */
  public static String name(RecordComponent component) {
    return RecordJson.name(component);
  }

  /** Names in JSON that are no option's. */
  public static Set<String> unknown(JsonNode json) {
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(RecordJson.names(MixSpec.class));
    unknown.removeAll(RecordJson.names(ImageSpec.class));
    unknown.removeAll(RecordJson.names(OutputSpec.class));
    return unknown;
  }

  /** Each option that is in force, by its long name. */
  @JsonValue
  public ObjectNode toJson() {
    ObjectNode json = RecordJson.write(mix);
    json.setAll(RecordJson.write(image));
    json.setAll(RecordJson.write(output));
    return json;
  }

  /** The same as texts. */
  public Map<String, String> texts() {
    return RecordJson.texts(toJson());
  }

  /** Copies of the data set, that of the originals included. */
  public int copies() {
    return mix.copies() + (output.includeOriginals() ? 1 : 0);
  }

  Options withFiles(UnaryOperator<String> path) {
    return new Options(
        mix, RecordJson.mapped(image, path, "masks"), RecordJson.mapped(output, path, "coco"));
  }

  /** The same with another form of output. */
  public Options with(OutputSpec other) {
    return new Options(mix, image, other);
  }
}
