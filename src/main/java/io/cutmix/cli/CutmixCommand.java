package io.cutmix.cli;

import static java.util.Objects.requireNonNull;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.Failures;
import io.cutmix.cli.message.HelpSections;
import io.cutmix.cli.message.Interruption;
import io.cutmix.cli.message.Shell;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.Values;
import io.cutmix.job.Problem;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.Natives;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.function.IntConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command {@code cutmix}, which has its work done by its subcommands. */
@Command(name = "cutmix", versionProvider = Version.class, mixinStandardHelpOptions = true)
public final class CutmixCommand implements Runnable {
  private CutmixCommand() {}

  /**
   * Runs the command line.
   *
   * @param out where results go
   * @param err where everything else goes
   * @param variables of the environment
   * @param exit ends the process with a code from any thread, where an image holds another for ever
   * @return the exit code
   */
  public static int run(
      String[] args,
      PrintStream out,
      PrintStream err,
      Map<String, String> variables,
      IntConsumer exit) {
    Natives.findBesideJar();
    Shell shell = new Shell(out, err, variables, exit);
    CommandLine commandLine =
        new CommandLine(new CutmixCommand())
            .addSubcommand(new InspectCommand(shell))
            .addSubcommand(new PreviewCommand(shell))
            .addSubcommand(new AugmentCommand(shell))
            .addSubcommand(new VerifyCommand(shell))
            .addSubcommand(new RenderCommand(shell))
            .addSubcommand(new CompletionCommand(shell))
            .addSubcommand(new VersionCommand(shell))
            .addSubcommand(new HelpCommand());
    try {
      return prepare(commandLine, shell).execute(args);
    } catch (Error e) {
      return new Failures(shell).failed(e, commandLine, args);
    }
  }

  private static CommandLine prepare(CommandLine commandLine, Shell shell) {
    Failures failures = new Failures(shell);
    commandLine.getCommandSpec().addOption(OptionSpec.builder("--verbose", "-v").build());
    Values.readBy(commandLine);
    HelpSections.writtenBy(commandLine);
    return commandLine
        .setResourceBundle(help())
        .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpWidth(shell.helpWidth())
        .setExecutionStrategy(parsed -> execute(parsed, shell))
        .setParameterExceptionHandler(failures::wrongUsage)
        .setExecutionExceptionHandler(failures::failed);
  }

  private static ResourceBundle help() {
    try (InputStream texts = CutmixCommand.class.getResourceAsStream("help.properties")) {
      return new PropertyResourceBundle(requireNonNull(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
