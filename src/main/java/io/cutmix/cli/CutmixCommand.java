package io.cutmix.cli;

import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code cutmix}, which has its work done by its subcommands. */
@Command(
    name = "cutmix",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      AugmentCommand.class,
      PreviewCommand.class,
      RenderCommand.class,
      VerifyCommand.class
    },
    description = "Makes CutMix-augmented image data sets.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "1:done, but some samples were skipped (--on-error skip)",
      "2:wrong usage",
      "3:input or output failed",
      "4:a bug in cutmix",
      "130/143:interrupted; the same command goes on from there"
    },
    footer = {
      "",
      "Example:",
      "  cutmix augment --images photos --labels labels.csv --out mixed",
      "",
      "'cutmix augment --help' and 'cutmix render --help' list the options."
    })
public final class CutmixCommand implements Runnable {
  @Spec private CommandSpec spec;

  private CutmixCommand() {}

  /**
   * Runs the command line.
   *
   * @param out where results go
   * @param err where everything else goes
   * @param exit ends the process with a code from any thread, where a picture holds another for
   *     ever
   * @return the exit code
   */
  public static int run(String[] args, PrintStream out, PrintStream err, IntConsumer exit) {
    CommandLine commandLine =
        new CommandLine(new CutmixCommand(), new Streams(out, err, exit))
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Failures::wrongUsage)
            .setExecutionExceptionHandler(Failures::failed);
    Numbers.readBy(commandLine);
    commandLine.registerConverter(Path.class, CutmixCommand::path);
    try {
      return commandLine.execute(args);
    } catch (Error e) {
      return Failures.failed(e, commandLine.getErr());
    }
  }

  /** Of this machine, or behind a URI. */
  private static Path path(String text) {
    try {
      return Storage.path(text);
    } catch (IOException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing; use: cutmix augment");
  }
}
