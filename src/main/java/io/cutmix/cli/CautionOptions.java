package io.cutmix.cli;

import io.cutmix.pipeline.OnError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say what is done about trouble, before it comes and when it does. */
@Command(optionListHeading = "")
final class CautionOptions {
  @Option(
      names = "--on-error",
      paramLabel = "fail|skip",
      description =
          "A picture that can't be read ends the run, or leaves a gap and is reported."
              + " Default: fail.")
  OnError onError = OnError.FAIL;

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Check the input, say what would be done, do nothing.")
  boolean dryRun;
}
