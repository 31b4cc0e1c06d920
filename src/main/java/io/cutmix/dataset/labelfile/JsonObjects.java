package io.cutmix.dataset.labelfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.JsonText;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a JSON file, one after the other: those at the top, in a list at the top, or in
 * the list {@code samples} of an object at the top. Never more than one is in memory. Not
 * thread-safe.
 */
final class JsonObjects implements JsonReader.Objects {
  /** Of {@code labels.json}. */
  private static final int VERSION = 1;

  private static final Problem CLASSES_LATE =
      Problem.of("the classes stand behind the samples").remedy("move them before");
  private static final Problem NO_ROW =
      Problem.of("holds one object of objects or lists where an image's is expected")
          .remedy("write a list of one object per image, such as pandas' orient=\"records\"");
  private static final Problem NO_OBJECT =
      Problem.of(
              "a row must be an object such as {\"file_name\": \"a.jpg\", \"label\": \"cat\"}, but"
                  + " is another value")
          .remedy("correct it");

  private final RowReader text;
  private final JsonParser parser;
  private @Nullable List<String> classes;
  private int lastLine;

  JsonObjects(RowReader text) throws IOException {
    this.text = text;
    this.parser = JsonText.parser(text);
  }

  /**
   * A row.
   *
   * @param line the line that the object begins on, counted from 1
   * @param column where on it, counted from 1; 0 for the first that begins there
   */
  record JsonRow(int line, int column, ObjectNode fields) {}

  @Override
  public @Nullable List<String> classes() {
    return classes;
  }

  @Override
  public JsonFields fields(LabelFileSource source, ObjectNode first) throws ProblemException {
    if (!first.isEmpty() && first.valueStream().allMatch(JsonNode::isContainerNode)) {
      throw new ProblemException(NO_ROW.at(source.labels()));
    }
    return JsonFields.find(source, JsonFields.names(Place.of(source.labels()), first));
  }

  /**
   * The next row, or null at the end. A JSON error goes to {@code problems}, and ends the file,
   * since nothing behind it can be trusted.
   */
  @Override
  public @Nullable JsonRow next(Problems problems) throws IOException {
    text.nextRow();
    try {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        JsonRow row = token == JsonToken.START_OBJECT ? object(problems) : null;
        if (row != null) {
          return row;
        }
        passOver(token, problems);
        text.nextRow();
      }
    } catch (JsonProcessingException e) {
      JsonText.add(e, parser, problems);
    } catch (RowReader.TooLong e) {
      problems.add(line(), () -> RowReader.TOO_LONG);
    }
    return null;
  }

  /** The object that begins here, or null if its samples are the rows. */
  private @Nullable JsonRow object(Problems problems) throws IOException {
    int line = line();
    int column = column();
    boolean atTop = isAtTop();
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (atTop && name.equals("samples") && value == JsonToken.START_ARRAY) {
        classes =
            fields.has("classes")
                ? fields.path("classes").valueStream().map(JsonNode::asText).toList()
                : null;
        requireKnown(fields.path("version"), problems);
        return null;
      }
      fields.set(name, JsonText.value(parser));
    }
    return new JsonRow(line, column, fields);
  }

  /** What stands around rows or behind them. */
  private void passOver(JsonToken token, Problems problems) throws IOException {
    int line = line();
    if (token == JsonToken.FIELD_NAME) {
      if (parser.currentName().equals("classes")) {
        problems.add(line, () -> CLASSES_LATE);
      }
      boolean version = parser.currentName().equals("version");
      parser.nextToken();
      JsonNode value = version ? JsonText.value(parser) : MissingNode.getInstance();
      requireKnown(value, problems);
      parser.skipChildren();
    } else if (token.isScalarValue() || (token == JsonToken.START_ARRAY && !isAtTop())) {
      problems.at(line, column()).add(() -> NO_OBJECT);
      parser.skipChildren();
    }
  }

  private void requireKnown(JsonNode version, Problems problems) {
    if (version.isIntegralNumber() && version.longValue() != VERSION) {
      problems.add(
          line(),
          () ->
              Problem.of("label files of version %s are not supported", version.asText())
                  .remedy("read it with the cutmix that wrote it, or write version " + VERSION));
    }
  }

  /** Whether nothing is around the list or object that has just begun. */
  private boolean isAtTop() {
    return parser.getParsingContext().getParent().inRoot();
  }

  /** That of the row that begins here; 0 if it is the first on its line. */
  private int column() {
    int last = lastLine;
    lastLine = line();
    return lastLine == last ? parser.currentTokenLocation().getColumnNr() : 0;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
