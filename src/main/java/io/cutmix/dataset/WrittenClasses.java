package io.cutmix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The classes that a {@code labels.json} names before its rows. */
public final class WrittenClasses {
  private WrittenClasses() {}

  /**
   * Reads the beginning of the file.
   *
   * @return as they are named there; those that occur, if it names none
   * @throws DatasetException if it is no JSON, or the names are no names of classes
   */
  public static ClassList in(Path labels) throws IOException {
    Problems problems = new Problems(labels);
    try (RowReader text = new RowReader(Files.newBufferedReader(labels))) {
      JsonRows rows = JsonRows.of(text);
      rows.next(problems);
      problems.throwIfAny();
      JsonNode classes = rows.classes();
      return classes == null ? ClassList.found() : named(labels, classes);
    }
  }

  static ClassList.Named named(Path labels, JsonNode classes) throws DatasetException {
    List<String> names = new ArrayList<>();
    classes.forEach(name -> names.add(name.asText()));
    try {
      return new ClassList.Named(names);
    } catch (IllegalArgumentException e) {
      throw new DatasetException(labels + ": " + e.getMessage(), e);
    }
  }
}
