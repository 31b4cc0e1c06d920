package io.cutmix.cli.message;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the tool, from the manifest of its jar. */
public final class Version implements IVersionProvider {

  /** As in the manifest, or {@code development} where classes lie in a folder. */
  public static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"cutmix " + current()};
  }
}
