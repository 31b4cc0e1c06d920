package io.cutmix.dataset;

import io.cutmix.dataset.classes.ClassIndex;
import io.cutmix.dataset.classes.ClassMapReader;
import io.cutmix.dataset.classes.FoundClasses;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which classes a data set has, and in which order. Immutable and thread-safe. */
public final class ClassList {
  /** More are no classes of images; each label has a number for each. */
  private static final int MOST = 1_000_000;

  private static final String NAMES = "classes";
  private static final String COUNT = "num-classes";

  private final Optional<KnownClasses> given;
  private final List<String> ofNumbers;

  private ClassList(Optional<KnownClasses> given, List<String> ofNumbers) {
    this.given = given;
    this.ofNumbers = ofNumbers;
  }

  private static ClassList given(List<String> names, Map<String, Integer> ids, String option) {
    // A label 1 is the class 01 that lost its zero, or a position: nobody can tell.
    boolean positions =
        ids.isEmpty() || names.stream().noneMatch(name -> name.matches("[0-9]+(\\.0+)?"));
    return new ClassList(
        Optional.of(new KnownClasses(names, ids, positions, "--" + option)), names);
  }

  /**
   * The classes are the labels that occur: in numeric order if all are numbers (2 before 10),
   * otherwise as {@link String#compareTo} sorts them.
   */
  public static ClassList found() {
    return found(List.of());
  }

  /**
   * The classes are the labels that occur, as above.
   *
   * @param ofNumbers what they are called if each label is a number for each class; empty: 0, 1, 2
   *     and so on
   */
  public static ClassList found(List<String> ofNumbers) {
    return new ClassList(Optional.empty(), List.copyOf(ofNumbers));
  }

  /**
   * The classes are given; a label is one of these names or, if it is none, a position among them,
   * unless any of the names is a number. White space around a label is ignored where no name has
   * it.
   *
   * @param names different, not blank, at least one
   */
  public static ClassList named(List<String> names) {
    List<String> checked = checked(names);
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < checked.size(); i++) {
      ids.put(checked.get(i), i);
    }
    for (int i = 0; i < checked.size(); i++) {
      ids.putIfAbsent(checked.get(i).strip(), i);
    }
    return given(checked, ids, NAMES);
  }

  /**
   * The classes are the numbers from 0 to {@code count}, exclusive, whether they occur or not.
   *
   * @param count at least 1
   */
  public static ClassList counted(int count) {
    if (count < 1) {
      throw InvalidParameterException.outOfRange(COUNT, "must be at least 1", count);
    }
    if (count > MOST) {
      throw InvalidParameterException.outOfRange(COUNT, "must be at most " + MOST, count);
    }
    return given(IntStream.range(0, count).mapToObj(Integer::toString).toList(), Map.of(), COUNT);
  }

  /**
   * The classes are given, each with any number of names; a label is one of the names or, if it is
   * none, a position, unless any of the names is a number.
   *
   * @param names the first name of each, different, not blank, at least one
   * @param ids the position that each name means, the first ones included
   */
  public static ClassList mapped(List<String> names, Map<String, Integer> ids) {
    return given(checked(names), Map.copyOf(ids), "class-map");
  }

  /**
   * Reads a UTF-8 file with a JSON object of ids by name ({@code {"cat": 0, "dog": 1}}) or of names
   * by id ({@code {"0": ["n02123045", "tabby"]}}).
   *
   * @throws ProblemException if the file is missing or no such object, or the ids aren't 0 to N-1,
   *     each of one class
   */
  public static ClassList map(Path file) throws IOException {
    return new ClassMapReader(file).read();
  }

  /**
   * Reads a UTF-8 file with a class name a line. White space around names, blank lines and a
   * byte-order mark are ignored.
   *
   * @throws ProblemException if the file is missing, holds no name, is no UTF-8, or holds a name
   *     twice
   */
  public static ClassList read(Path file) throws IOException {
    return named(ClassMapReader.lines(file));
  }

  /** Stops reading classes where there are too many. */
  public static void requireFew(int classes, Place place) throws ProblemException {
    if (classes > MOST) {
      throw new ProblemException(tooMany().at(place));
    }
  }

  /** The given classes in their order; empty if they are those that occur. */
  public Optional<List<String>> names() {
    return given.map(KnownClasses::names);
  }

  /** What the classes are called if each label is a number for each class; empty if unknown. */
  public List<String> ofNumbers() {
    return ofNumbers;
  }

  /** Numbers for the labels of a data set, which may be names of folders. */
  public ClassIndex index(boolean folders) {
    return given.isPresent() ? given.get() : new FoundClasses(folders);
  }

  private static List<String> checked(List<String> names) {
    if (names.size() > MOST) {
      throw InvalidParameterException.outOfRange(NAMES, "must be at most " + MOST, names.size());
    }
    if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
      throw InvalidParameterException.outOfRange(NAMES, "must have a name each", names);
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw InvalidParameterException.outOfRange(NAMES, "must differ", names);
    }
    return List.copyOf(names);
  }

  private static Problem tooMany() {
    return Problem.of("there are more than %,d classes", MOST)
        .remedy("give the name of each class once");
  }
}
