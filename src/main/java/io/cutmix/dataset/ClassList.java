package io.cutmix.dataset;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which classes a data set has, and in which order. */
public sealed interface ClassList {
  /** More are no classes of pictures; each label has a number for each. */
  int MOST = 1_000_000;

  String TOO_MANY = "there are more than %,d classes; give the name of each class once";

  /**
   * The classes are the labels that occur: in numeric order if all are numbers (2 before 10),
   * otherwise as {@link String#compareTo} sorts them.
   */
  record Found() implements ClassList {}

  /**
   * The classes are given; a label is one of these names or, if it is none, a position among them.
   *
   * @param names different, not blank, at least one
   */
  record Named(List<String> names) implements ClassList {
    public Named {
      names = List.copyOf(names);
      if (names.size() > MOST) {
        throw new IllegalArgumentException(TOO_MANY.formatted(MOST));
      }
      if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("classes must have a name each, but were " + names);
      }
      if (new HashSet<>(names).size() < names.size()) {
        throw new IllegalArgumentException("classes must differ, but were " + names);
      }
    }
  }

  /**
   * The classes are the numbers from 0 to {@code count}, exclusive, whether they occur or not.
   *
   * @param count at least 1
   */
  record Counted(int count) implements ClassList {
    public Counted {
      if (count < 1) {
        throw new IllegalArgumentException("--num-classes must be at least 1, but was " + count);
      }
      if (count > MOST) {
        throw new IllegalArgumentException(
            "--num-classes must be at most %d, but was %d".formatted(MOST, count));
      }
    }
  }

  /**
   * The classes are given, each with any number of names; a label is one of the names or, if it is
   * none, a position.
   *
   * @param names the first name of each, different, not blank, at least one
   * @param ids the position that each name means, the first ones included
   */
  record Mapped(List<String> names, Map<String, Integer> ids) implements ClassList {
    public Mapped {
      names = new Named(names).names();
      ids = Map.copyOf(ids);
    }
  }

  /** The classes that occur. */
  static ClassList found() {
    return new Found();
  }

  /** These classes in this order. */
  static ClassList named(List<String> names) {
    return new Named(names);
  }

  /** The numbers from 0 to {@code count}, exclusive. */
  static ClassList counted(int count) {
    return new Counted(count);
  }

  /**
   * Reads a UTF-8 file with a JSON object of ids by name ({@code {"cat": 0, "dog": 1}}) or of names
   * by id ({@code {"0": ["n02123045", "tabby"]}}).
   *
   * @throws DatasetException if the file is missing or no such object, or the ids aren't 0 to N-1,
   *     each of one class
   */
  static ClassList map(Path file) throws IOException {
    return new ClassMapReader(file).read();
  }

  /**
   * Reads a UTF-8 file with a class name a line. White space around names, blank lines and a
   * byte-order mark are passed over.
   *
   * @throws DatasetException if the file is missing, holds no name, is no UTF-8, or holds a name
   *     twice
   */
  static ClassList read(Path file) throws IOException {
    Problems problems = new Problems(file);
    List<String> names = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    int line = 0;
    try (RowReader reader = TextFile.open(file, "--classes")) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        String name = text.strip();
        Integer earlier = name.isEmpty() ? null : lines.putIfAbsent(name, line);
        if (earlier != null) {
          problems.add(line, () -> "class \"" + name + "\" is already on line " + earlier);
        } else if (!name.isEmpty()) {
          names.add(name);
          requireFew(names.size(), file + ":" + line);
        }
      }
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(file, e);
    } catch (RowReader.TooLong e) {
      throw new DatasetException(file + ":" + (line + 1) + ": " + RowReader.TOO_LONG, e);
    }
    if (names.isEmpty()) {
      throw new DatasetException(file + " holds no class; write a class name on each line");
    }
    problems.throwIfAny();
    return new Named(names);
  }

  /** Stops reading classes where there are too many. */
  static void requireFew(int classes, String place) throws DatasetException {
    if (classes > MOST) {
      throw new DatasetException(place + ": " + TOO_MANY.formatted(MOST));
    }
  }
}
