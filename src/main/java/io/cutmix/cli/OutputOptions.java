package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.output.LabelEncoding;
import io.cutmix.output.LabelsFormat;
import io.cutmix.output.LabelsSettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that decide the form of what is written. Recorded where they aren't the default. */
final class OutputOptions {
  @Option(
      names = "--labels-format",
      paramLabel = "json|jsonl|csv",
      split = ",",
      description =
          "Label files, one or several, such as json,csv: labels.json, metadata.jsonl (as Hugging"
              + " Face reads it), labels.csv. Default: json.")
  List<LabelsFormat> labelsFormat = List.of(LabelsFormat.JSON);

  @Option(
      names = "--label-encoding",
      paramLabel = "dense|sparse",
      description =
          "A number for every class, or the ids and weights of those that aren't 0."
              + " Default: dense.")
  LabelEncoding labelEncoding = LabelEncoding.DENSE;

  /**
   * The label files.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  LabelsSettings labels() {
    return new LabelsSettings(labelsFormat, labelEncoding);
  }

  void addTo(ObjectNode json) {
    if (!labels().formats().equals(List.of(LabelsFormat.JSON))) {
      json.put(
          "labels-format",
          labels().formats().stream()
              .map(OutputOptions::lowerCase)
              .collect(Collectors.joining(",")));
    }
    if (labelEncoding != LabelEncoding.DENSE) {
      json.put("label-encoding", lowerCase(labelEncoding));
    }
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
