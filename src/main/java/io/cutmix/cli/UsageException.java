package io.cutmix.cli;

import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Options are out of range, contradict each other, or don't fit the data. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  private UsageException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** As picocli tells it; the library says {@code alpha must be ...}, here that is an option. */
  ParameterException toldBy(CommandSpec spec) {
    String first = getMessage().split("[ :]", 2)[0];
    String message = spec.findOption("--" + first) == null ? getMessage() : "--" + getMessage();
    OptionSpec option = spec.findOption(message.split("[ :]", 2)[0]);
    return option == null
        ? new ParameterException(spec.commandLine(), message)
        : new ParameterException(spec.commandLine(), message, option, null);
  }

  /** Makes a value from options; what its constructor refuses is wrong usage, not a bug. */
  static <T> T checked(Factory<T> factory) throws IOException {
    try {
      return factory.make();
    } catch (InvalidParameterException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /** Makes a value, and may have to read a file for it. */
  @FunctionalInterface
  interface Factory<T> {
    T make() throws IOException;
  }
}
