package io.cutmix.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
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

/** Reads a JSON object of class names and ids. */
final class ClassMapReader {
  private static final String REMEDY =
      "write {\"cat\": 0, \"dog\": 1} or {\"0\": [\"cat\", \"tabby\"], \"1\": [\"dog\"]}";

  private final Path file;
  private final Problems problems;
  private final TreeMap<Integer, List<String>> namesById = new TreeMap<>();
  private final Set<String> firstNames = new HashSet<>();

  ClassMapReader(Path file) {
    this.file = file;
    this.problems = new Problems(file);
  }

  ClassList read() throws IOException {
    try (RowReader text = TextFile.open(file, "--class-map");
        JsonParser parser = JsonText.parser(text)) {
      readFields(text, parser);
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(file, e);
    }
    problems.throwIfAny();
    requireAllIds();
    return new ClassList.Mapped(
        namesById.values().stream().map(names -> names.get(0)).toList(), ids());
  }

  private void readFields(RowReader text, JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DatasetException(file + " holds no object of classes; " + REMEDY);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Problems.Place place = problems.at(parser.currentTokenLocation().getLineNr());
        String key = parser.currentName();
        parser.nextToken();
        add(key, JsonText.value(parser), place);
        ClassList.requireFew(namesById.size(), file.toString());
        text.nextRow();
      }
    } catch (JsonProcessingException e) {
      JsonText.tell(e, parser, problems);
    } catch (RowReader.TooLong e) {
      problems.add(parser.currentLocation().getLineNr(), () -> RowReader.TOO_LONG);
    }
  }

  private void add(String key, JsonNode value, Problems.Place place) {
    if (value.isIntegralNumber() && !key.isBlank()) {
      add(value.asText(), List.of(key), place);
      return;
    }
    List<String> names = new ArrayList<>();
    if (value.isTextual()) {
      names.add(value.textValue());
    }
    value.forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
    if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
      place.problem(() -> "\"%s\" has neither an id nor names; %s".formatted(key, REMEDY));
    } else {
      add(key, names, place);
    }
  }

  private void add(String id, List<String> names, Problems.Place place) {
    String name = names.get(0);
    if (!id.matches("[0-9]{1,9}")) {
      place.problem(
          () -> "the id \"%s\" of %s is no whole number from 0; %s".formatted(id, name, REMEDY));
      return;
    }
    List<String> earlier = namesById.putIfAbsent(Integer.valueOf(id), List.copyOf(names));
    if (earlier != null) {
      place.problem(
          () ->
              "the id %s of %s is already that of %s; give each class its own"
                  .formatted(id, name, earlier.get(0)));
    } else if (!firstNames.add(name)) {
      place.problem(() -> "the class %s is there twice; keep one of them".formatted(name));
    }
  }

  private void requireAllIds() throws DatasetException {
    if (namesById.isEmpty()) {
      throw new DatasetException(file + " holds no class; " + REMEDY);
    }
    int count = namesById.lastKey() + 1;
    int missing = count - namesById.size();
    if (missing > 0) {
      int first = 0;
      while (namesById.containsKey(first)) {
        first++;
      }
      throw new DatasetException(
          "%s: ids must be 0 to %d without gaps, but %d%s missing; add the class or number them anew"
              .formatted(
                  file,
                  count - 1,
                  first,
                  missing == 1 ? " is" : " and " + (missing - 1) + " more are"));
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
