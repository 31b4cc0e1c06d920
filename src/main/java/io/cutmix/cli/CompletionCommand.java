package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.option.Values;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cutmix completion}. */
@Command(name = "completion", sortOptions = false)
final class CompletionCommand implements CutmixCommand.Action {
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
      Class<?> type = arg.auxiliaryTypes()[0];
      if (arg.paramLabel().contains("COMMAND")) {
        command.remove(arg);
        command.add(
            PositionalParamSpec.builder((PositionalParamSpec) arg)
                .completionCandidates(command.root().subcommands().keySet())
                .build());
      } else if (type.isEnum()) {
        command.remove(arg);
        command.add(
            arg instanceof OptionSpec option
                ? OptionSpec.builder(option).completionCandidates(Values.choices(type)).build()
                : PositionalParamSpec.builder((PositionalParamSpec) arg)
                    .completionCandidates(Values.choices(type))
                    .build());
      }
    }
  }
}
