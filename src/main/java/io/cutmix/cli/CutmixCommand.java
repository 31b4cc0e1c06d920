package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Failures;
import io.cutmix.cli.message.HelpSections;
import io.cutmix.cli.message.Interruption;
import io.cutmix.cli.message.Shell;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.Values;
import io.cutmix.job.Problem;
import io.cutmix.mix.InvalidParameterException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code cutmix}, which has its work done by its subcommands. */
@Command(
    name = "cutmix",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    description = "Makes CutMix-augmented image data sets.",
    commandListHeading = "%nCommands, in the order of their use:%n",
    footer = {
      "",
      "Examples:",
      "  cutmix inspect --images photos --labels labels.csv",
      "  cutmix preview --images photos --labels labels.csv",
      "  cutmix augment --images photos --labels labels.csv --out mixed",
      "  cutmix verify mixed",
      "",
      "The first says what is in the data set, the second draws some of the images, the",
      "third writes all of them, the fourth checks them. 'augment --dry-run' only says",
      "what would be done.",
      "Give the same command again to resume an interrupted run.",
      "'cutmix help COMMAND' lists the options of a command."
    })
public final class CutmixCommand implements Runnable {
  private CutmixCommand() {}

  /**
   * Runs the command line.
   *
   * @param out where results go
   * @param err where everything else goes
   * @param variables of the environment
   * @param exit ends the process with a code from any thread, where a picture holds another for
   *     ever
   * @return the exit code
   */
  public static int run(
      String[] args,
      PrintStream out,
      PrintStream err,
      Map<String, String> variables,
      IntConsumer exit) {
    Shell shell = new Shell(out, err, variables, exit);
    CommandLine commandLine =
        new CommandLine(new CutmixCommand())
            .addSubcommand(new InspectCommand(shell))
            .addSubcommand(new PreviewCommand(shell))
            .addSubcommand(new AugmentCommand(shell))
            .addSubcommand(new VerifyCommand(shell))
            .addSubcommand(new RenderCommand(shell))
            .addSubcommand(new CompletionCommand(shell))
            .addSubcommand(new HelpCommand());
    try {
      return prepare(commandLine, shell).execute(args);
    } catch (Error e) {
      return new Failures(shell).failed(e, commandLine, args);
    }
  }

  private static CommandLine prepare(CommandLine commandLine, Shell shell) {
    Failures failures = new Failures(shell);
    Values.readBy(commandLine);
    HelpSections.writtenBy(commandLine);
    ExitCode.listedBy(commandLine);
    return commandLine
        .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpWidth(shell.helpWidth())
        .setExecutionStrategy(parsed -> execute(parsed, shell))
        .setParameterExceptionHandler(failures::wrongUsage)
        .setExecutionExceptionHandler(failures::failed);
  }

  private static int execute(ParseResult parsed, Shell shell) {
    if (!parsed.hasSubcommand() || parsed.subcommand().isVersionHelpRequested()) {
      return new CommandLine.RunLast().execute(parsed);
    }
    ParseResult command = parsed.subcommand();
    Console console = Console.of(shell, command.commandSpec());
    return Interruption.explained(
        console,
        Problem.of("interrupted; nothing was written"),
        () -> new CommandLine.RunLast().execute(parsed));
  }

  @Override
  public void run() {
    throw InvalidParameterException.contradiction(
        "COMMAND", "is missing", "begin with: cutmix augment --images DIR --out DIR");
  }
}
