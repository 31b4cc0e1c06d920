package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Version;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The command {@code cutmix version}. */
@Command(
    name = "version",
    sortOptions = false,
    header = "Print the version.",
    description =
        "Prints the version, as --version does; with --verbose or --json also those of Java, the"
            + " platform and the codecs, for a bug report.")
final class VersionCommand implements CutmixCommand.Action {
  @Override
  public int run(Console console) {
    console.check();
    Map<String, String> all = Version.all();
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    all.forEach(fields.putObject("versions")::put);
    String text = Version.lines(all).collect(Collectors.joining("\n"));
    return console.result(
        ExitCode.DONE, (console.isVerbose() ? text : "cutmix " + Version.current()) + "\n", fields);
  }
}
