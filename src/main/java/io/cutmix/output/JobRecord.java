package io.cutmix.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a run's result depends on. Two runs with equal records write the same bytes.
 *
 * @param version of the tool
 * @param options every option that decides the result, under its long name
 * @param input what was read
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobRecord(String version, ObjectNode options, Input input) {

  /** Refuses what is missing, since a file of that name may come from elsewhere. */
  public JobRecord {
    requireNonNull(version, "version");
    requireNonNull(options, "options");
    requireNonNull(input, "input");
  }

  /**
   * The data set of a run.
   *
   * @param source the options that say where it is and how to read it
   * @param samples how many there are
   * @param fingerprint of names, labels and sizes; the same wherever the files lie
   */
  public record Input(ObjectNode source, int samples, String fingerprint) {

    /** Refuses what is missing. */
    public Input {
      requireNonNull(source, "source");
      requireNonNull(fingerprint, "fingerprint");
    }
  }

  /** Whether the run has a folder of images. */
  boolean hasImageFolder() {
    return !isRecipes() && !hasShards();
  }

  private boolean isRecipes() {
    return options.has("recipes-only");
  }

  private boolean hasShards() {
    return options.has("output-format");
  }

  /** The kinds of label files that the run writes. */
  List<LabelsFormat> labelsFormats() {
    if (isRecipes()) {
      return List.of(LabelsFormat.RECIPES);
    }
    List<String> names = List.of(options.path("labels-format").asText("json").split(",", -1));
    return Arrays.stream(LabelsFormat.values())
        .filter(format -> names.contains(format.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Whether images are named by their numbers alone, so that they can be told by that. */
  boolean hasPlainNames() {
    return !hasShards() && !options.has("name-pattern") && !layout().equals("tree");
  }

  boolean hasBoxes() {
    return options.has("coco");
  }

  /** Whether the run has a report. */
  public boolean hasReport() {
    return options.has("report");
  }

  boolean hasMasks() {
    return options.has("masks");
  }

  boolean isSharded() {
    return layout().equals("sharded");
  }

  private String layout() {
    return options.path("layout").asText();
  }

  /** How this record differs from an earlier one, option by option; empty if it doesn't. */
  List<String> differencesFrom(JobRecord earlier) {
    List<String> differences = new ArrayList<>();
    if (!version.equals(earlier.version)) {
      differences.add("the version was " + earlier.version + " and is " + version);
    }
    TreeSet<String> names = new TreeSet<>();
    options.fieldNames().forEachRemaining(names::add);
    earlier.options.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode was = earlier.options.path(name);
      JsonNode is = options.path(name);
      // As text, because a small number comes back from a file as another type.
      if (!text(was).equals(text(is))) {
        differences.add("--%s was %s and is %s".formatted(name, text(was), text(is)));
      }
    }
    if (!input.fingerprint.equals(earlier.input.fingerprint)) {
      differences.add(
          "the data set has changed (%d samples then, %d now, or other files or labels)"
              .formatted(earlier.input.samples, input.samples));
    }
    return differences;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "not given" : value.asText();
  }
}
