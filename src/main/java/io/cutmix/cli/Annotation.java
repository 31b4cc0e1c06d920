package io.cutmix.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A message as a workflow command of GitHub Actions, which shows it at the line of the file that it
 * is about.
 */
final class Annotation {
  private Annotation() {}

  /**
   * The command, in one line.
   *
   * @param variables of the environment; {@code GITHUB_WORKSPACE} is what files are named from
   */
  static String of(Message message, Map<String, String> variables) {
    StringBuilder properties = new StringBuilder();
    Object file = message.fields().get("file");
    if (file != null) {
      properties.append(" file=").append(property(fromWorkspace(file.toString(), variables)));
      Object line = message.fields().get("line");
      if (line != null) {
        properties.append(",line=").append(line);
      }
    }
    String command =
        switch (message.level()) {
          case INFO -> "notice";
          case WARNING -> "warning";
          case ERROR -> "error";
        };
    return "::" + command + properties + "::" + data(message.text());
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
