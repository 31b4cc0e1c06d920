package io.cutmix.cli;

import io.cutmix.dataset.Spelling;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options that the command line leaves open, from variables of the environment such as {@code
 * CUTMIX_THREADS}, or else from a file of properties such as {@code threads = 4}: the one that
 * {@code CUTMIX_CONFIG} names, or {@code .cutmix.properties} in the home folder.
 */
final class Defaults implements IDefaultValueProvider {
  private static final String PREFIX = "CUTMIX_";
  private static final String CONFIG = PREFIX + "CONFIG";

  /** Of the launcher, and the one that names the file. */
  private static final List<String> NO_OPTIONS = List.of(PREFIX + "JAVA_OPTS", CONFIG);

  /**
   * A value and where it comes from.
   *
   * @param origin as the user knows it
   */
  record Given(String value, String origin) {}

  /** By the long names of options, without dashes. */
  private final Map<String, Given> given = new LinkedHashMap<>();

  private Defaults() {}

  static Defaults none() {
    return new Defaults();
  }

  /** Those of this environment. */
  static Defaults of(Map<String, String> variables) throws IOException {
    Defaults defaults = new Defaults();
    Optional<Path> file = file(variables);
    if (file.isPresent()) {
      defaults.read(file.get());
    }
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !NO_OPTIONS.contains(name)) {
                String option = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                defaults.given.put(option.replace('_', '-'), new Given(value, name));
              }
            });
    return defaults;
  }

  private static Optional<Path> file(Map<String, String> variables) throws IOException {
    String named = variables.getOrDefault(CONFIG, "");
    if (!named.isEmpty()) {
      if (!Files.isReadable(Path.of(named))) {
        throw new IOException(
            CONFIG + ": there is no file " + named + " to be read; correct the name, or unset it");
      }
      return Optional.of(Path.of(named));
    }
    return Optional.ofNullable(variables.get("HOME"))
        .map(home -> Path.of(home).resolve(".cutmix.properties"))
        .filter(Files::isRegularFile);
  }

  private void read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ": is no file of properties; write lines such as threads = 4", e);
    }
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      given.put(name, new Given(properties.getProperty(name).strip(), file + ": " + name));
    }
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    return of(arg).map(Given::value).orElse(null);
  }

  /** What is given for this option, if anything is. */
  Optional<Given> of(@Nullable ArgSpec arg) {
    return arg instanceof OptionSpec option
        ? names(option).map(given::get).filter(Objects::nonNull).findFirst()
        : Optional.empty();
  }

  /** A sentence for each option of a call that has its value from here. */
  List<String> inUse(ParseResult command) {
    return command.commandSpec().options().stream()
        .filter(option -> !command.hasMatchedOption(option))
        .flatMap(option -> of(option).map(value -> inUse(option, value)).stream())
        .toList();
  }

  /** The same options as words of a command line. */
  List<String> words(ParseResult command) {
    return command.commandSpec().options().stream()
        .filter(option -> !command.hasMatchedOption(option))
        .flatMap(
            option -> of(option).map(value -> option.longestName() + "=" + value.value()).stream())
        .toList();
  }

  private static String inUse(OptionSpec option, Given value) {
    return "%s %s (from %s)".formatted(option.longestName(), value.value(), value.origin());
  }

  /** A warning for each name that is no option of any command. */
  List<String> strangers(CommandLine commandLine) {
    Set<String> known =
        commandLine.getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().options().stream())
            .flatMap(Defaults::names)
            .collect(Collectors.toCollection(TreeSet::new));
    return given.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .map(entry -> stranger(entry.getKey(), entry.getValue().origin(), known))
        .toList();
  }

  private static String stranger(String name, String origin, Set<String> known) {
    return "%s is no option; %s"
        .formatted(
            origin,
            Spelling.nearest(name, known)
                .map(nearest -> "did you mean " + like(origin, nearest) + "?")
                .orElse("remove it, or see 'cutmix augment --help'"));
  }

  private static String like(String origin, String option) {
    return origin.startsWith(PREFIX)
        ? PREFIX + option.toUpperCase(Locale.ROOT).replace('-', '_')
        : option;
  }

  /** The long names, without dashes, of an option that may be given from outside. */
  private static Stream<String> names(OptionSpec option) {
    return option.hidden() || option.usageHelp() || option.versionHelp()
        ? Stream.empty()
        : Stream.of(option.names())
            .filter(name -> name.startsWith("--"))
            .map(name -> name.substring(2));
  }
}
