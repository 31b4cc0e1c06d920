package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.MessageOptions;
import io.cutmix.cli.message.Shell;
import io.cutmix.cli.message.Version;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code cutmix version}. */
@Command(
    name = "version",
    sortOptions = false,
    header = "Print the version.",
    description =
        "Prints the version, as --version does; with --verbose or --json also those of Java, the"
            + " platform and the codecs, for a bug report.")
final class VersionCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;
  @Mixin private MessageOptions messages = new MessageOptions();

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Console console = new Console(shell, messages, spec.name());
    console.check();
    Map<String, String> all = Version.all();
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    all.forEach(fields.putObject("versions")::put);
    String text = Version.lines(all).collect(Collectors.joining("\n"));
    return console.result(
        ExitCode.DONE, (console.isVerbose() ? text : "cutmix " + Version.current()) + "\n", fields);
  }
}
