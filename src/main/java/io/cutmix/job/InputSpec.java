package io.cutmix.job;

import static io.cutmix.mix.InvalidParameterException.contradiction;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where the data set is and how it is read. Files are texts, as the user names them: what they name
 * may lie behind a URI.
 *
 * @param images folder, or tar shards
 * @param recipes file of recipes that name the images, if there is one
 * @param labels file of labels
 * @param imageColumn column or field of the paths
 * @param labelColumn column or field of the labels
 * @param labelColumns columns of numbers that together are the target
 * @param labelSeparator what stands between several classes in one label
 * @param multiLabel whether an image may have several classes
 * @param classes file of class names
 * @param numClasses how many classes there are, if labels are ids
 * @param split folder in {@code images} that is taken
 * @param classMap file of ids by class name
 * @param followLinks whether symbolic links are followed wherever they lead
 */
public record InputSpec(
    @Option(label = "DIR") String images,
    Optional<String> recipes,
    @Option(label = "FILE") Optional<String> labels,
    @Option(label = "NAME") Optional<String> imageColumn,
    @Option(label = "NAME") Optional<String> labelColumn,
    @Option(label = "NAME")
        @JsonSerialize(converter = RecordJson.Joined.class)
        @JsonDeserialize(using = RecordJson.Names.class)
        List<String> labelColumns,
    @Option(label = "TEXT") Optional<String> labelSeparator,
    @Option boolean multiLabel,
    @Option(label = "FILE") Optional<String> classes,
    @Option(label = "N") Optional<Integer> numClasses,
    @Option(label = "NAME") Optional<String> split,
    @Option(label = "FILE") Optional<String> classMap,
    @Option boolean followLinks) {

  /** Refuses what can't be together. */
  public InputSpec {
    labelColumns = List.copyOf(labelColumns);
    if (Stream.of(classes, numClasses, classMap).filter(Optional::isPresent).count() > 1) {
      throw contradiction(
          "classes",
          "is one way to say which classes there are, as --num-classes and --class-map are",
          "use one");
    }
  }

  /** The values of options by their long names; the images must be there. */
  public static InputSpec given(Map<String, ?> values) {
    return RecordJson.given(values, InputSpec.class);
  }

  /** The same with what is given besides or instead. */
  public InputSpec overriddenBy(Map<String, ?> values) {
    return RecordJson.with(this, values);
  }

  /** The same with other texts for its files. */
  public InputSpec withFiles(UnaryOperator<String> path) {
    return RecordJson.mapped(this, path, "images", "recipes", "labels", "classes", "class-map");
  }
}
