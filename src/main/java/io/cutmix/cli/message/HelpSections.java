package io.cutmix.cli.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options in {@code --help}: first a command's own, then those of its mixins under the mixins'
 * headings; of a command that has many, the common ones alone unless all are asked for. (Groups of
 * picocli's would have headings too, but in them no option can be required, and one that is
 * repeated makes the others forgotten.)
 */
public final class HelpSections {
  /** What most calls are made of. */
  private static final Set<String> COMMON =
      Set.of(
          ("--images --labels --out --size --format --alpha --prob --pairing --batch-size"
                  + " --copies --seed --threads --on-error --dry-run --overwrite --json --help")
              .split(" ", -1));

  /** Options that fit a screen or two, descriptions included. */
  private static final int FEW = 24;

  /** Where descriptions begin. */
  private static final int COLUMN = 29;

  private HelpSections() {}

  /** Options under one heading. */
  private record Section(String heading, List<OptionSpec> options) {}

  /** Has the help of these commands written so. */
  public static void writtenBy(CommandLine commandLine) {
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::text);
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, HelpSections::parameters);
    if (commandLine.getParent() != null) {
      spaceOut(commandLine);
    }
    commandLine.getSubcommands().values().forEach(HelpSections::writtenBy);
  }

  /** The header, which is for the list of commands, says nothing that the description doesn't. */
  private static void spaceOut(CommandLine command) {
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_HEADER, help -> "");
    command.getCommandSpec().usageMessage().descriptionHeading("%n").parameterListHeading("%n");
  }

  private static String text(Help help) {
    CommandSpec command = help.commandSpec();
    if (command.options().size() <= FEW || MessageOptions.of(command).all) {
      return sections(command).stream()
          .map(section -> text(help, section))
          .collect(Collectors.joining());
    }
    List<OptionSpec> common =
        command.options().stream()
            .filter(
                option ->
                    isOwn(option, command) || Stream.of(option.names()).anyMatch(COMMON::contains))
            .toList();
    return text(help, new Section("%nCommon options:%n", common))
        + "%n%d more options: cutmix %s --help --all%n"
            .formatted(command.options().size() - common.size(), command.name());
  }

  private static boolean isOwn(OptionSpec option, CommandSpec command) {
    return command.mixins().values().stream().noneMatch(mixin -> mixin.options().contains(option));
  }

  private static List<Section> sections(CommandSpec command) {
    List<Section> sections = new ArrayList<>();
    List<OptionSpec> own =
        command.options().stream().filter(option -> isOwn(option, command)).toList();
    sections.add(new Section(command.parent() == null ? "" : "%nOptions:%n", own));
    command.mixins().values().forEach(mixin -> addTo(sections, mixin));
    return sections;
  }

  private static void addTo(List<Section> sections, CommandSpec mixin) {
    List<OptionSpec> own = mixin.options().stream().filter(option -> isOwn(option, mixin)).toList();
    sections.add(
        new Section(
            mixin.mixins().isEmpty() ? mixin.usageMessage().optionListHeading() : "%nOptions:%n",
            own));
    mixin.mixins().values().forEach(inner -> addTo(sections, inner));
  }

  private static String text(Help help, Section section) {
    if (section.options().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(section.heading().formatted());
    for (OptionSpec option : section.options()) {
      append(text, names(help, option), option.description()[0], help);
    }
    return text.toString();
  }

  private static String parameters(Help help) {
    StringBuilder text = new StringBuilder();
    for (ArgSpec parameter : help.commandSpec().positionalParameters()) {
      append(text, "      " + parameter.paramLabel(), parameter.description()[0], help);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String names, String description, Help help) {
    text.append(names);
    if (names.length() >= COLUMN) {
      text.append('\n').append(" ".repeat(COLUMN));
    } else {
      text.append(" ".repeat(COLUMN - names.length()));
    }
    appendWrapped(text, description, help.commandSpec().usageMessage().width());
  }

  /** The short name first, then the long ones and what they take. */
  private static String names(Help help, OptionSpec option) {
    String label =
        help.parameterLabelRenderer()
            .renderParameterLabel(option, help.ansi(), List.of())
            .plainString();
    String names =
        Stream.of(option.names())
            .sorted(Comparator.comparing(name -> name.startsWith("--")))
            .collect(Collectors.joining(", "));
    return (names.startsWith("--") ? "      " : "  ") + names + label;
  }

  /** From the column on, in lines that break between words alone. */
  private static void appendWrapped(StringBuilder text, String description, int width) {
    int column = COLUMN;
    for (String word : description.replace("%n", " ").replace("%%", "%").split(" ", -1)) {
      if (column > COLUMN && column + 1 + word.length() >= width) {
        text.append('\n').append(" ".repeat(COLUMN + 2));
        column = COLUMN + 2;
      } else if (column > COLUMN) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    text.append('\n');
  }
}
