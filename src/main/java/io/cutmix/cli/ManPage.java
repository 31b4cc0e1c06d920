package io.cutmix.cli;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A manual page in roff, with the macros of man(7), of what {@code --help} is made of. */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The page of a command. */
  static String of(CommandLine command) {
    ManPage page = new ManPage();
    page.write(command.getCommandSpec());
    return page.page.toString();
  }

  private void write(CommandSpec command) {
    String name = command.qualifiedName("-");
    UsageMessageSpec usage = command.usageMessage();
    String description = String.join(" ", usage.description());
    macro("TH", name.toUpperCase(java.util.Locale.ROOT), "1", "", "cutmix " + Version.current());
    macro("SH", "NAME");
    text(name + " - " + description.split("[.:,] ", 2)[0].replaceFirst("\\.$", ""));
    macro("SH", "SYNOPSIS");
    text(
        new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .synopsis(0)
            .replaceAll("\\s+", " "));
    macro("SH", "DESCRIPTION");
    text(description);
    command.positionalParameters().forEach(this::parameter);
    for (HelpSections.Section section : HelpSections.of(command)) {
      String heading = section.heading().replace("%n", "").replace(":", "");
      if (!heading.isEmpty()) {
        macro("SH", heading.toUpperCase(java.util.Locale.ROOT));
      }
      section.options().forEach(this::option);
    }
    commands(command);
    macro("SH", "EXIT STATUS");
    usage.exitCodeList().forEach(this::entry);
    macro("SH", "NOTES");
    macro("nf");
    Stream.of(usage.footer()).forEach(line -> text(line.isEmpty() ? " " : line));
    macro("fi");
  }

  private void commands(CommandSpec command) {
    if (!command.subcommands().isEmpty()) {
      macro("SH", "COMMANDS");
      command
          .subcommands()
          .forEach(
              (name, sub) ->
                  entry(name, String.join(" ", sub.getCommandSpec().usageMessage().description())));
    }
  }

  private void option(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    entry(String.join(", ", option.names()) + value, String.join(" ", option.description()));
  }

  private void parameter(PositionalParamSpec parameter) {
    entry(parameter.paramLabel(), String.join(" ", parameter.description()));
  }

  private void entry(String term, String meaning) {
    macro("TP");
    page.append("\\fB").append(escape(term)).append("\\fR\n");
    text(meaning.replace("%n", " ").replace("%%", "%"));
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escape(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void text(String text) {
    page.append(escape(text.strip().isEmpty() ? "" : text)).append('\n');
  }

  /** A dot or quote that begins a line would be taken for a macro; a hyphen may be copied. */
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
