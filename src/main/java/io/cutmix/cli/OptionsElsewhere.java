package io.cutmix.cli;

import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options of a command in the process of another machine.
 *
 * @param words of the command line
 * @param folder that relative paths are relative to
 */
record OptionsElsewhere(List<String> words, String folder) implements Serializable {

  /** Those of the call that is being done, files of options included. */
  static OptionsElsewhere of(CommandSpec command) {
    List<String> all = command.root().commandLine().getParseResult().expandedArgs();
    List<String> words = all.subList(all.indexOf(command.name()) + 1, all.size());
    return new OptionsElsewhere(List.copyOf(words), Path.of("").toAbsolutePath().toString());
  }

  /** Reads them into an object of the class that the command has for them. */
  <T> T readInto(T options) {
    CommandLine parser = new CommandLine(options);
    parser.addMixin("messages", new MessageOptions());
    Values.readBy(parser);
    parser.registerConverter(Path.class, this::path);
    parser.parseArgs(words.toArray(String[]::new));
    return options;
  }

  private Path path(String text) throws IOException {
    Path path = Storage.path(text);
    return path.isAbsolute() ? path : Path.of(folder).resolve(path);
  }
}
