package io.cutmix.dataset.labelfile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.dataset.labelfile.JsonObjects.JsonRow;
import io.cutmix.dataset.labelfile.LabelFileReader.Row;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the rows of a JSON file say. */
public final class JsonReader implements LabelFileReader.Rows {
  private final Problems problems;
  private final Objects rows;
  private final JsonFields fields;
  private final ClassList classes;
  private @Nullable JsonRow next;

  private JsonReader(
      Problems problems, Objects rows, JsonFields fields, ClassList classes, JsonRow first) {
    this.problems = problems;
    this.rows = rows;
    this.fields = fields;
    this.classes = classes;
    this.next = first;
  }

  /** Objects, one after the other. */
  interface Objects {
    /** The next one, or null at the end; those that can't be read go to the problems. */
    @Nullable JsonRow next(Problems problems) throws IOException;

    /** Which classes the file names before the first one, or null. */
    @Nullable List<String> classes();

    /** Which fields hold what; {@code first} is the first object. */
    JsonFields fields(LabelFileSource source, ObjectNode first) throws ProblemException;
  }

  /** Finds out what stands where. */
  static JsonReader open(LabelFileSource source, Problems problems, Objects rows)
      throws IOException {
    JsonRow first = rows.next(problems);
    if (first == null) {
      throw LabelFileReader.withoutRows(source, problems);
    }
    JsonFields fields = rows.fields(source, first.fields());
    ClassList classes = classes(source.rules(), source.labels(), rows.classes());
    return new JsonReader(problems, rows, fields, classes, first);
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
    Problems.At at = problems.at(row.line(), row.column());
    String path = fields.path(row.fields(), at);
    return new Row(row.line(), row.column(), path, fields.label(row.fields(), at));
  }

  /** Those that the file names, unless the options say which there are. */
  static ClassList classes(LabelRules rules, Path labels, @Nullable List<String> named)
      throws ProblemException {
    ClassList given = rules.classes();
    if (named == null || !rules.columns().isEmpty()) {
      return given;
    }
    ClassList own = named(labels, named);
    if (given.names().isEmpty()) {
      return own;
    }
    if (!given.names().equals(own.names())) {
      throw new ProblemException(
          Problem.of(
                  "names its classes itself (%s), and the options name others",
                  KnownClasses.shown(own.names().orElseThrow()))
              .remedy("remove --classes, --num-classes and --class-map")
              .at(labels));
    }
    return given;
  }

  private static ClassList named(Path labels, List<String> names) throws ProblemException {
    try {
      return ClassList.named(names);
    } catch (InvalidParameterException e) {
      throw new ProblemException(
          Problem.of(e.parameter() + " " + e.what(name -> name)).at(labels), e);
    }
  }
}
