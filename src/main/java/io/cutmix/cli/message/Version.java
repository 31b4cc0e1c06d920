package io.cutmix.cli.message;

import io.cutmix.image.Codecs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The version of the tool, from the manifest of its jar, and of what it runs on. */
public final class Version implements IVersionProvider {
  @Spec private @Nullable CommandSpec spec;

  /** As in the manifest, or {@code development} where classes lie in a folder. */
  public static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  /** Versions by name of all that may decide a byte or the speed; loads the native libraries. */
  public static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("cutmix", current());
    all.put("java", "%s (%s)".formatted(property("java.version"), property("java.vendor")));
    all.put("java_home", property("java.home"));
    all.put(
        "platform",
        "%s %s %s".formatted(property("os.name"), property("os.version"), property("os.arch")));
    all.put("nd4j", library("org.nd4j/nd4j-api"));
    all.putAll(Codecs.versions());
    all.put("twelvemonkeys", library("com.twelvemonkeys.imageio/imageio-core"));
    return all;
  }

  /** A line with the version, or all of them where a command was called with {@code --verbose}. */
  @Override
  public String[] getVersion() {
    OptionSpec verbose = spec == null ? null : spec.findOption("--verbose");
    return verbose != null && Boolean.TRUE.equals(verbose.getValue())
        ? lines(all()).toArray(String[]::new)
        : new String[] {"cutmix " + current()};
  }

  /** The version of the tool, then a line for each of the others. */
  public static Stream<String> lines(Map<String, String> versions) {
    return versions.entrySet().stream()
        .map(entry -> entry.getKey().replace('_', ' ') + " " + entry.getValue());
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  /** What Maven noted in the jar of a library. */
  private static String library(String name) {
    String file = "/META-INF/maven/" + name + "/pom.properties";
    try (InputStream in = Version.class.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "?");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
