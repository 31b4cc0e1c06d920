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
  /** Where picocli breaks lines, but for spaces. */
  private static final String BREAKING = "./:,|-(";

  /** Of letters without a meaning, which take the places of those signs. */
  private static final char FIRST_STAND_IN = '\ue000';

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
    if (!commandLine.getCommandSpec().mixins().isEmpty()) {
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
    StringBuilder text = new StringBuilder();
    for (Section section : of(help.commandSpec())) {
      text.append(help.createHeading(section.heading()))
          .append(
              help.optionListExcludingGroups(
                  section.options(), layout(help), null, help.parameterLabelRenderer()));
    }
    return breakable(text.toString());
  }

  /** Lines are broken within words too, such as run.json: but not at signs that aren't there. */
  private static Help.Layout layout(Help help) {
    Help.Layout layout = help.createDefaultLayout();
    Help.IOptionRenderer renderer = help.createDefaultOptionRenderer();
    return new Help.Layout(
        help.colorScheme(),
        layout.textTable(),
        (option, labels, scheme) -> {
          Help.Ansi.Text[][] rows = renderer.render(option, labels, scheme);
          for (Help.Ansi.Text[] row : rows) {
            row[row.length - 1] = scheme.ansi().new Text(unbreakable(row[row.length - 1]), scheme);
          }
          return rows;
        },
        help.createDefaultParameterRenderer());
  }

  private static String unbreakable(Help.Ansi.Text text) {
    StringBuilder all = new StringBuilder(text.plainString());
    for (int i = 0; i + 1 < all.length(); i++) {
      int sign = BREAKING.indexOf(all.charAt(i));
      if (sign >= 0 && all.charAt(i + 1) > ' ') {
        all.setCharAt(i, (char) (FIRST_STAND_IN + sign));
      }
    }
    return all.toString();
  }

  private static String breakable(String text) {
    String all = text;
    for (int sign = 0; sign < BREAKING.length(); sign++) {
      all = all.replace((char) (FIRST_STAND_IN + sign), BREAKING.charAt(sign));
    }
    return all;
  }

  /** The options of a command, as {@code --help} has them. */
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
    if (!options.isEmpty()) {
      sections.add(new Section(heading, options));
    }
  }
}
