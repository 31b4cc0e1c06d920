package io.cutmix.cli.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A problem, or something worth knowing, and the ways to print it: as text, as a JSON object, or as
 * an annotation of GitHub.
 *
 * @param level how bad it is
 * @param option the one that is to blame, as in {@code --alpha}
 */
public record Message(Level level, Problem problem, Optional<String> option) {

  /** How bad it is. */
  enum Level {
    INFO("notice"),
    WARNING("warning"),
    ERROR("error");

    private final String annotation;

    Level(String annotation) {
      this.annotation = annotation;
    }
  }

  static Message note(String text) {
    return new Message(Level.INFO, Problem.of(text), Optional.empty());
  }

  static Message warning(Problem problem) {
    return new Message(Level.WARNING, problem, Optional.empty());
  }

  public static Message error(Problem problem) {
    return new Message(Level.ERROR, problem, Optional.empty());
  }

  /** The whole as a sentence, without the name of the tool in front. */
  String text() {
    return problem.toString();
  }

  /** The sentence as {@code message}, and those of its parts that there are. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("message", text());
    Place place = problem.place();
    if (!place.file().isEmpty()) {
      json.put("file", place.file());
    }
    if (place.line() > 0) {
      json.put("line", place.line());
    }
    if (place.column() > 0) {
      json.put("column", place.column());
    }
    problem.value().ifPresent(value -> json.put("value", value));
    problem.remedy().ifPresent(remedy -> json.put("remedy", remedy));
    option.ifPresent(name -> json.put("option", name));
    return json;
  }

  /** The same with its level, as a line of a log. */
  ObjectNode logLine() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return json.put("level", level.name().toLowerCase(Locale.ROOT)).setAll(json());
  }

  /**
   * A workflow command of GitHub Actions, which shows the message at the line of the file that it
   * is about.
   *
   * @param variables of the environment; {@code GITHUB_WORKSPACE} is what files are named from
   */
  public String annotation(Map<String, String> variables) {
    Place place = problem.place();
    String file =
        place.file().isEmpty() ? "" : " file=" + property(fromWorkspace(place.file(), variables));
    String line = place.line() == 0 ? "" : ",line=" + place.line();
    String column = place.column() == 0 ? "" : ",col=" + place.column();
    return "::" + level.annotation + file + line + column + "::" + data(text());
  }

  private static String fromWorkspace(String file, Map<String, String> variables) {
    Path workspace = Path.of(variables.getOrDefault("GITHUB_WORKSPACE", "")).toAbsolutePath();
    try {
      Path absolute = Path.of(file).toAbsolutePath().normalize();
      return absolute.startsWith(workspace) ? workspace.relativize(absolute).toString() : file;
    } catch (InvalidPathException e) {
      return file; // of which the message says that it can't be
    }
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
