package io.cutmix.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Failures;
import io.cutmix.cli.message.HelpSections;
import io.cutmix.cli.message.Interruption;
import io.cutmix.cli.message.MessageOptions;
import io.cutmix.cli.message.Shell;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.Values;
import io.cutmix.job.Problem;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code cutmix}, which has its work done by its subcommands. */
@Command(name = "cutmix", versionProvider = Version.class, mixinStandardHelpOptions = true)
public final class CutmixCommand implements Runnable {
  private static final Set<String> MIXING = Set.of("augment", "preview", "render");

  private CutmixCommand() {}

  /** What a subcommand does once its options are read; {@link MessageOptions} are added to them. */
  interface Action {
    /**
     * Does it.
     *
     * @param console by which alone it prints
     * @return the exit code
     */
    int run(Console console) throws IOException;
  }

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
    // Some languages have digits of their own, which would get into names and files.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    NativeLibraries.findBesideJar();
    Engines.quieten(args);
    Shell shell = new Shell(out, err, variables, exit);
    String called = args.length == 0 ? "" : args[0];
    if (MIXING.contains(called) && args.length > 2 && !Engines.isSubmitted()) {
      NativeLibraries.begin(); // which takes as long as reading the options
    }
    CommandLine commandLine = commandLine(called, shell);
    try {
      int code = commandLine.execute(args);
      return code == ExitCode.DONE && out.checkError() && !Shell.leadsToReader()
          ? new Failures(shell).outputLost(called(commandLine), args)
          : code;
    } catch (Error e) {
      return new Failures(shell).failed(e, called(commandLine), args);
    }
  }

  /** The command that was called, as far as that was understood. */
  private static CommandLine called(CommandLine top) {
    @Nullable ParseResult parsed = top.getParseResult();
    List<CommandLine> called = parsed == null ? List.of(top) : parsed.asCommandLineList();
    return called.get(called.size() - 1);
  }

  private static CommandSpec withMessages(Action command) {
    return CommandSpec.forAnnotatedObject(command)
        .addMixin("messages", CommandSpec.forAnnotatedObject(new MessageOptions()));
  }

  private static CommandLine commandLine(String called, Shell shell) {
    CommandLine commandLine = new CommandLine(new CutmixCommand());
    for (Action command : commands(called)) {
      commandLine.addSubcommand(withMessages(command));
    }
    commandLine.addSubcommand(new HelpCommand());
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
        .setParameterExceptionHandler(
            (e, args) ->
                called.isEmpty()
                    ? failures.wrongUsage(e, args)
                    : commandLine("", shell).execute(args))
        .setExecutionExceptionHandler(failures::failed);
  }

  /**
   * The one that is called, as making the others takes longer than all that Java needs to start;
   * all where one has to do with the others, such as to say which of them has an option.
   */
  private static List<Action> commands(String called) {
    return switch (called) {
      case "inspect" -> List.of(new InspectCommand());
      case "preview" -> List.of(new PreviewCommand());
      case "augment" -> List.of(new AugmentCommand());
      case "verify" -> List.of(new VerifyCommand());
      case "render" -> List.of(new RenderCommand());
      default ->
          List.of(
              new InspectCommand(),
              new PreviewCommand(),
              new AugmentCommand(),
              new VerifyCommand(),
              new RenderCommand(),
              new CompletionCommand(),
              new VersionCommand());
    };
  }

  private static ResourceBundle help() {
    try (InputStream texts = CutmixCommand.class.getResourceAsStream("help.properties")) {
      return new PropertyResourceBundle(requireNonNull(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int execute(ParseResult parsed, Shell shell) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    if (!parsed.hasSubcommand()) {
      return new CommandLine.RunLast().execute(parsed);
    }
    CommandSpec command = parsed.subcommand().commandSpec();
    Console console = Console.of(shell, command);
    try {
      return Interruption.explained(
          console,
          Problem.of("interrupted; nothing was written"),
          () -> ((Action) command.userObject()).run(console));
    } catch (IOException | RuntimeException e) {
      throw new ExecutionException(command.commandLine(), "failed", e);
    }
  }

  @Override
  public void run() {
    throw InvalidParameterException.contradiction(
        "COMMAND", "is missing", "begin with: cutmix augment --images DIR --out DIR");
  }

  /** The command {@code cutmix version}. */
  @Command(
      name = "version",
      sortOptions = false,
      header = "Print the version.",
      description =
          "Prints the version, as --version does; with --verbose or --json also those of Java, the"
              + " platform and the codecs, for a bug report.")
  static final class VersionCommand implements CutmixCommand.Action {
    @Override
    public int run(Console console) {
      console.check();
      Map<String, String> all = Version.all();
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      all.forEach(fields.putObject("versions")::put);
      String text = Version.lines(all).collect(Collectors.joining("\n"));
      return console.result(
          ExitCode.DONE,
          (console.isVerbose() ? text : "cutmix " + Version.current()) + "\n",
          fields);
    }
  }

  /** The command {@code cutmix help}. */
  @Command(
      name = "help",
      helpCommand = true,
      versionProvider = Version.class,
      mixinStandardHelpOptions = true)
  static final class HelpCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..1")
    private @Nullable String name;

    @Option(names = "--all")
    private boolean all;

    @Override
    public Integer call() {
      List<String> unknown = spec.commandLine().getUnmatchedArguments();
      if (!unknown.isEmpty()) {
        throw new UnmatchedArgumentException(spec.commandLine(), unknown);
      }
      CommandLine root = spec.root().commandLine();
      CommandLine command = name == null ? root : root.getSubcommands().get(name);
      if (command == null) {
        throw new UnmatchedArgumentException(root, List.of(name));
      }
      MessageOptions.of(command.getCommandSpec()).all = all;
      command.usage(root.getOut());
      return ExitCode.DONE;
    }
  }

  /** The command {@code cutmix completion}. */
  @Command(name = "completion", sortOptions = false)
  static final class CompletionCommand implements CutmixCommand.Action {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", arity = "0..1")
    private Kind kind = Kind.BASH;

    /** The shells. */
    enum Kind {
      BASH,
      ZSH
    }

    @Override
    public int run(Console console) {
      CommandLine root = spec.root().commandLine();
      root.getSubcommands().values().forEach(command -> offerChoices(command.getCommandSpec()));
      String script = AutoComplete.bash(spec.root().name(), root);
      return console.result(
          ExitCode.DONE,
          script,
          JsonNodeFactory.instance
              .objectNode()
              .put("shell", kind.name().toLowerCase(Locale.ROOT))
              .put("script", script));
    }

    /** Values are offered as help has them. */
    private static void offerChoices(CommandSpec command) {
      for (ArgSpec arg : List.copyOf(command.args())) {
        List<String> choices = List.of(arg.paramLabel().split("\\|", -1));
        if (arg.paramLabel().contains("COMMAND")) {
          command.remove(arg);
          command.add(
              PositionalParamSpec.builder((PositionalParamSpec) arg)
                  .completionCandidates(command.root().subcommands().keySet())
                  .build());
        } else if (arg.auxiliaryTypes()[0].isEnum()) {
          command.remove(arg);
          command.add(
              arg instanceof OptionSpec option
                  ? OptionSpec.builder(option).completionCandidates(choices).build()
                  : PositionalParamSpec.builder((PositionalParamSpec) arg)
                      .completionCandidates(choices)
                      .build());
        }
      }
    }
  }
}
