package io.cutmix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a JSON file. */
final class JsonReader {
  private final LabelFileSource source;
  private final LabelledSamples samples;
  private final Problems problems;

  JsonReader(LabelFileSource source, LabelledSamples samples, Problems problems) {
    this.source = source;
    this.samples = samples;
    this.problems = problems;
  }

  /** Adds what each row says to the samples, and returns their labels. */
  LabelCollector read(Reader text) throws IOException {
    JsonRows rows = JsonRows.of(text);
    JsonRow first = rows.next(problems);
    if (first == null) {
      throw samples.withoutRows();
    }
    JsonFields fields = JsonFields.find(source, first.fields());
    LabelCollector labels =
        LabelCollector.of(
            source.rules(),
            classes(rows.classes()),
            fields.numbers() ? fields.labels() : List.of());
    for (JsonRow row = first; row != null; row = rows.next(problems)) {
      Problems.Place place = problems.at(row.line());
      int label = labels.number(fields.label(row.fields(), place), place);
      String path = fields.path(row.fields(), place);
      if (path != null) {
        samples.add(row.line(), path, label);
      }
    }
    return labels;
  }

  /** Those that the file names, unless the options say which there are. */
  private ClassList classes(@Nullable JsonNode named) throws DatasetException {
    ClassList given = source.rules().classes();
    if (named == null || !source.rules().columns().isEmpty()) {
      return given;
    }
    ClassList.Named own = WrittenClasses.named(source.labels(), named);
    if (given instanceof ClassList.Found) {
      return own;
    }
    if (!ClassIndex.of(given).names().equals(own.names())) {
      throw new DatasetException(
          "%s names its classes itself (%s), and the options name others; leave out --classes, --num-classes and --class-map"
              .formatted(source.labels(), KnownClasses.shown(own.names())));
    }
    return given;
  }
}
