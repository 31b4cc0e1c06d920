package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cutmix man}. */
@Command(
    name = "man",
    sortOptions = false,
    header = "Print a manual page.",
    description = "Prints the manual page of a command, for man to show.",
    footer = {"", "Example:", "  cutmix man augment | man -l -"})
final class ManCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "Which command. Default: that of cutmix as a whole.")
  private @Nullable String name;

  @Mixin private MessageOptions messages = new MessageOptions();

  ManCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    CommandLine command = name == null ? root : root.getSubcommands().get(name);
    if (command == null) {
      throw new ParameterException(
          spec.commandLine(),
          "COMMAND: '%s' is none of %s; write one of these"
              .formatted(name, String.join(", ", root.getSubcommands().keySet())));
    }
    String page = ManPage.of(command);
    return new Console(shell, messages, spec.name())
        .result(ExitCode.DONE, page, JsonNodeFactory.instance.objectNode().put("page", page));
  }
}
