package io.cutmix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a JSON file. */
final class JsonReader implements LabelRows {
  private final LabelledSamples samples;
  private final Problems problems;
  private final JsonRows rows;
  private final JsonFields fields;
  private final LabelCollector labels;
  private @Nullable JsonRow next;

  private JsonReader(
      LabelledSamples samples,
      Problems problems,
      JsonRows rows,
      JsonFields fields,
      LabelCollector labels) {
    this.samples = samples;
    this.problems = problems;
    this.rows = rows;
    this.fields = fields;
    this.labels = labels;
  }

  /** Finds out what stands where, for rows that are to be added to {@code samples}. */
  static JsonReader open(
      LabelFileSource source, LabelledSamples samples, Problems problems, RowReader text)
      throws IOException {
    JsonRows rows = JsonRows.of(text);
    JsonRow first = rows.next(problems);
    if (first == null) {
      throw samples.withoutRows();
    }
    JsonFields fields = JsonFields.find(source, first.fields());
    LabelCollector labels =
        LabelCollector.of(
            source.rules(),
            classes(source, rows.classes()),
            fields.numbers() ? fields.labels() : List.of());
    JsonReader reader = new JsonReader(samples, problems, rows, fields, labels);
    reader.next = first;
    return reader;
  }

  @Override
  public LabelCollector labels() {
    return labels;
  }

  @Override
  public boolean readOne() throws IOException {
    JsonRow row = next;
    if (row == null) {
      return false;
    }
    Problems.Place place = problems.at(row.line());
    int label = labels.number(fields.label(row.fields(), place), place);
    String path = fields.path(row.fields(), place);
    if (path != null) {
      samples.add(row.line(), path, label);
    }
    next = rows.next(problems);
    return true;
  }

  /** Those that the file names, unless the options say which there are. */
  private static ClassList classes(LabelFileSource source, @Nullable JsonNode named)
      throws DatasetException {
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
