package io.cutmix.cli;

import io.cutmix.dataset.Source;
import io.cutmix.engine.Engine;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * The options of {@code cutmix augment} in the process of another machine.
 *
 * @param words of the command line
 * @param folder that relative paths are relative to
 */
record OptionsElsewhere(List<String> words, String folder) implements Engine.DataSource {

  static OptionsElsewhere of(List<String> words) {
    return new OptionsElsewhere(List.copyOf(words), Path.of("").toAbsolutePath().toString());
  }

  AugmentOptions read() {
    AugmentOptions options = new AugmentOptions();
    CommandLine parser = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
    parser.addMixin("messages", new MessageOptions());
    Numbers.readBy(parser);
    parser.registerConverter(Path.class, this::path);
    parser.parseArgs(words.toArray(String[]::new));
    return options;
  }

  private Path path(String text) throws IOException {
    Path path = Storage.path(text);
    return path.isAbsolute() ? path : Path.of(folder).resolve(path);
  }

  @Override
  public Source open() throws IOException {
    return read().source();
  }
}
