package io.cutmix.dataset.classes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.JsonText;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.TextFile;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the files that list classes: a JSON object of class names and ids, or a name a line. */
public final class ClassMapReader {
  private static final String REMEDY =
      "write {\"cat\": 0, \"dog\": 1} or {\"0\": [\"cat\", \"tabby\"], \"1\": [\"dog\"]}";

  private final Path file;
  private final Problems problems;
  private final TreeMap<Integer, List<String>> namesById = new TreeMap<>();
  private final Set<String> firstNames = new HashSet<>();

  public ClassMapReader(Path file) {
    this.file = file;
    this.problems = new Problems(file);
  }

  /** The names in a text file, at least one and all different. */
  public static List<String> lines(Path file) throws IOException {
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
          problems.add(line, () -> Problem.of("class \"%s\" is already on line %d", name, earlier));
        } else if (name.startsWith("# ")) {
          problems.add(
              line, () -> Problem.of("\"%s\" is no class", name).remedy("remove the comment"));
        } else if (!name.isEmpty()) {
          names.add(name);
          ClassList.requireFew(names.size(), Place.of(file, line));
        }
      }
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(file, e);
    } catch (RowReader.TooLong e) {
      throw new ProblemException(RowReader.TOO_LONG.at(file, line + 1), e);
    }
    if (names.isEmpty()) {
      throw withoutClass(file, "write a class name on each line");
    }
    problems.throwIfAny();
    return names;
  }

  private static ProblemException withoutClass(Path file, String remedy) {
    return new ProblemException(Problem.of("holds no class").remedy(remedy).at(file));
  }

  public ClassList read() throws IOException {
    try (RowReader text = TextFile.open(file, "--class-map");
        JsonParser parser = JsonText.parser(text)) {
      readFields(text, parser);
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(file, e);
    }
    problems.throwIfAny();
    requireAllIds();
    return ClassList.mapped(namesById.values().stream().map(names -> names.get(0)).toList(), ids());
  }

  private void readFields(RowReader text, JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ProblemException(
            Problem.of("holds no object of classes").remedy(REMEDY).at(file));
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Problems.At at = problems.at(parser.currentTokenLocation().getLineNr());
        String key = parser.currentName();
        parser.nextToken();
        add(key, JsonText.value(parser), at);
        ClassList.requireFew(namesById.size(), Place.of(file));
        text.nextRow();
      }
    } catch (JsonProcessingException e) {
      JsonText.add(e, parser, problems);
    } catch (RowReader.TooLong e) {
      problems.add(parser.currentLocation().getLineNr(), () -> RowReader.TOO_LONG);
    }
  }

  private void add(String key, JsonNode value, Problems.At at) {
    if (value.isIntegralNumber() && !key.isBlank()) {
      add(value.asText(), List.of(key), at);
      return;
    }
    List<String> names = new ArrayList<>();
    if (value.isTextual()) {
      names.add(value.textValue());
    }
    value.forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
    if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
      at.add(() -> Problem.of("\"%s\" has neither an id nor names", key).remedy(REMEDY));
    } else {
      add(key, names, at);
    }
  }

  private void add(String id, List<String> names, Problems.At at) {
    String name = names.get(0);
    if (!id.matches("[0-9]{1,9}")) {
      at.add(
          () ->
              Problem.of("the id \"%s\" of %s is no whole number from 0", id, name).remedy(REMEDY));
      return;
    }
    List<String> earlier = namesById.putIfAbsent(Integer.valueOf(id), List.copyOf(names));
    if (earlier != null) {
      at.add(
          () ->
              Problem.of("the id %s of %s is already that of %s", id, name, earlier.get(0))
                  .remedy("give each class its own"));
    } else if (!firstNames.add(name)) {
      at.add(() -> Problem.of("the class %s is there twice", name).remedy("keep one of them"));
    }
  }

  private void requireAllIds() throws ProblemException {
    if (namesById.isEmpty()) {
      throw withoutClass(file, REMEDY);
    }
    int count = namesById.lastKey() + 1;
    int missing = count - namesById.size();
    if (missing > 0) {
      int first = 0;
      while (namesById.containsKey(first)) {
        first++;
      }
      String more = missing == 1 ? " is missing" : " and " + (missing - 1) + " more are missing";
      throw new ProblemException(
          Problem.of("ids must be 0 to %2$d without gaps, but %1$d%3$s", first, count - 1, more)
              .remedy("add the class or number them again")
              .at(file));
    }
  }

  /** Further names that two classes share mean neither: ImageNet has two cranes. */
  private Map<String, Integer> ids() {
    Map<String, Integer> ids = new HashMap<>();
    Set<String> shared = new HashSet<>();
    namesById.forEach(
        (id, names) -> {
          for (String name : names) {
            Integer other = ids.put(name, id);
            if (other != null && !other.equals(id)) {
              shared.add(name);
            }
          }
        });
    ids.keySet().removeAll(shared);
    namesById.forEach((id, names) -> ids.put(names.get(0), id));
    return ids;
  }
}
