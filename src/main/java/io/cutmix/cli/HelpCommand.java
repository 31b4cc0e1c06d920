package io.cutmix.cli;

import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.MessageOptions;
import io.cutmix.cli.message.Version;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code cutmix help}. */
@Command(
    name = "help",
    helpCommand = true,
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..1")
  private @Nullable String name;

  @Option(names = "--all")
  private boolean all;

  @Override
  public Integer call() {
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
