package io.cutmix.cli.option;

import static java.util.Objects.requireNonNull;

import io.cutmix.job.Option;
import io.cutmix.job.Options;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The options that the components of a record declare by {@link Option}, under one heading of the
 * help: to be mixed in.
 */
public final class OptionGroup {
  /** Labels of what names a file, which a shell can complete. */
  private static final Set<String> FILES = Set.of("DIR", "FILE");

  private final Class<? extends Record> record;
  private final String heading;
  private final String group;
  private @Nullable CommandSpec spec;

  /** Those of a record that have no heading of their own. */
  public OptionGroup(Class<? extends Record> record, String heading) {
    this(record, heading, "");
  }

  private OptionGroup(Class<? extends Record> record, String heading, String group) {
    this.record = record;
    this.heading = heading;
    this.group = group;
  }

  /** Those of a record that have this heading of their own. */
  static OptionGroup apart(Class<? extends Record> record, String heading) {
    return new OptionGroup(record, heading, heading);
  }

  @Spec
  void addTo(CommandSpec mixin) {
    spec = mixin;
    mixin.usageMessage().optionListHeading("%n" + heading + ":%n");
    for (RecordComponent component : record.getRecordComponents()) {
      @Nullable Option option = component.getAnnotation(Option.class);
      if (option != null && option.group().equals(group)) {
        mixin.addOption(option(component, option));
      }
    }
  }

  private static OptionSpec option(RecordComponent component, Option option) {
    Class<?> type = type(component, option);
    boolean isList = component.getType() == List.class;
    boolean isChoice = type.isEnum();
    String label = isChoice && option.label().isEmpty() ? choices(type) : option.label();
    return OptionSpec.builder(names(component, option))
        .type(isList ? List.class : type)
        .auxiliaryTypes(type)
        .splitRegex(isList ? "," : "")
        .paramLabel(label)
        .hideParamSyntax(isChoice)
        .defaultValue(option.value().isEmpty() ? null : option.value())
        .build();
  }

  private static String[] names(RecordComponent component, Option option) {
    return Stream.concat(Stream.of("--" + Options.name(component)), Stream.of(option.alias()))
        .toArray(String[]::new);
  }

  private static String choices(Class<?> type) {
    return String.join("|", Values.choices(type));
  }

  /** What the text of the option becomes. */
  private static Class<?> type(RecordComponent component, Option option) {
    Type type = component.getGenericType();
    Type held = type instanceof ParameterizedType some ? some.getActualTypeArguments()[0] : type;
    return FILES.contains(option.label()) ? Path.class : (Class<?>) held;
  }

  /** The values of this group, as {@link #values(CommandSpec)}. */
  public Map<String, Object> values() {
    return values(requireNonNull(spec));
  }

  /**
   * The values of options by their long names without dashes, as the records of a job take them:
   * those that are given or have a default, flags only where they are set.
   */
  static Map<String, Object> values(CommandSpec command) {
    Map<String, Object> values = new HashMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (value instanceof Collection<?> several) {
        value =
            several.isEmpty()
                ? null
                : several.stream().map(Object::toString).collect(Collectors.joining(","));
      }
      if (value != null && !value.equals(false)) {
        values.put(
            option.names()[0].substring(2), value instanceof Path ? value.toString() : value);
      }
    }
    return values;
  }
}
