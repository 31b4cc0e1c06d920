package io.cutmix.cli;

import java.io.PrintStream;
import java.util.function.IntConsumer;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Standard output and error, handed to the commands, and the end of the process.
 *
 * @param out results
 * @param err everything else
 * @param exit ends the process with a code from any thread
 */
record Streams(PrintStream out, PrintStream err, IntConsumer exit) implements IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == AugmentCommand.class) {
      return type.cast(new AugmentCommand(this));
    }
    if (type == PreviewCommand.class) {
      return type.cast(new PreviewCommand(this));
    }
    if (type == VerifyCommand.class) {
      return type.cast(new VerifyCommand(this));
    }
    return type == RenderCommand.class
        ? type.cast(new RenderCommand(this))
        : CommandLine.defaultFactory().create(type);
  }
}
