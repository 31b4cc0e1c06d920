package io.cutmix.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options in {@code --help}: first a command's own, then those of its mixins under the mixins'
 * headings. (Groups of picocli's would have headings too, but in them no option can be required,
 * and one that is repeated makes the others forgotten.)
 */
final class HelpSections {
  private HelpSections() {}

  /** Options under one heading. */
  record Section(String heading, List<OptionSpec> options) {}

  /** Has the help of these commands written so. */
  static void writtenBy(CommandLine commandLine) {
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::text);
    commandLine.getSubcommands().values().forEach(HelpSections::writtenBy);
  }

  private static String text(Help help) {
    StringBuilder text = new StringBuilder();
    for (Section section : of(help.commandSpec())) {
      text.append(help.createHeading(section.heading()))
          .append(
              help.optionListExcludingGroups(
                  section.options(),
                  help.createDefaultLayout(),
                  null,
                  help.parameterLabelRenderer()));
    }
    return text.toString();
  }

  /** The options of a command that aren't hidden, as {@code --help} has them. */
  static List<Section> of(CommandSpec command) {
    List<Section> sections = new ArrayList<>();
    List<OptionSpec> own = new ArrayList<>(command.options());
    command.mixins().values().forEach(mixin -> own.removeAll(mixin.options()));
    add(sections, command.mixins().isEmpty() ? "" : "%nOptions:%n", own);
    for (CommandSpec mixin : command.mixins().values()) {
      sections.addAll(ofMixin(mixin));
    }
    return sections;
  }

  private static List<Section> ofMixin(CommandSpec mixin) {
    if (mixin.mixins().isEmpty()) {
      List<Section> section = new ArrayList<>();
      add(section, mixin.usageMessage().optionListHeading(), mixin.options());
      return section;
    }
    return mixin.mixins().values().stream().flatMap(inner -> ofMixin(inner).stream()).toList();
  }

  private static void add(List<Section> sections, String heading, List<OptionSpec> options) {
    List<OptionSpec> shown = options.stream().filter(option -> !option.hidden()).toList();
    if (!shown.isEmpty()) {
      sections.add(new Section(heading, shown));
    }
  }
}
