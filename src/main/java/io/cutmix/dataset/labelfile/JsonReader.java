package io.cutmix.dataset.labelfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.dataset.labelfile.JsonObjects.JsonRow;
import io.cutmix.dataset.labelfile.LabelFileReader.Row;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the rows of a JSON file say. */
public final class JsonReader implements LabelFileReader.Rows {
  private final Problems problems;
  private final JsonObjects rows;
  private final JsonFields fields;
  private final ClassList classes;
  private @Nullable JsonRow next;

  private JsonReader(
      Problems problems, JsonObjects rows, JsonFields fields, ClassList classes, JsonRow first) {
    this.problems = problems;
    this.rows = rows;
    this.fields = fields;
    this.classes = classes;
    this.next = first;
  }

  /** Finds out what stands where. */
  static JsonReader open(LabelFileSource source, Problems problems, RowReader text)
      throws IOException {
    JsonObjects rows = new JsonObjects(text);
    JsonRow first = rows.next(problems);
    if (first == null) {
      throw LabelFileReader.withoutRows(source, problems);
    }
    JsonFields fields = JsonFields.find(source, first.fields());
    return new JsonReader(problems, rows, fields, classes(source, rows.classes()), first);
  }

  @Override
  public ClassList classes() {
    return classes;
  }

  @Override
  public List<String> numberColumns() {
    return fields.areNumbers() ? fields.labels() : List.of();
  }

  @Override
  public @Nullable Row next() throws IOException {
    JsonRow row = next;
    if (row == null) {
      return null;
    }
    next = rows.next(problems);
    Problems.At at = problems.at(row.line());
    return new Row(row.line(), fields.path(row.fields(), at), fields.label(row.fields(), at));
  }

  /** Those that the file names, unless the options say which there are. */
  private static ClassList classes(LabelFileSource source, @Nullable JsonNode named)
      throws ProblemException {
    ClassList given = source.rules().classes();
    if (named == null || !source.rules().columns().isEmpty()) {
      return given;
    }
    ClassList own = named(source.labels(), named);
    if (given.names().isEmpty()) {
      return own;
    }
    if (!given.names().equals(own.names())) {
      throw new ProblemException(
          Problem.of(
                  "names its classes itself (%s), and the options name others",
                  KnownClasses.shown(own.names().orElseThrow()))
              .remedy("remove --classes, --num-classes and --class-map")
              .at(Place.of(source.labels())));
    }
    return given;
  }

  private static ClassList named(Path labels, JsonNode classes) throws ProblemException {
    List<String> names = new ArrayList<>();
    classes.forEach(name -> names.add(name.asText()));
    try {
      return ClassList.named(names);
    } catch (InvalidParameterException e) {
      throw new ProblemException(
          Problem.of(e.parameter() + " " + e.what(name -> name)).at(Place.of(labels)), e);
    }
  }
}
