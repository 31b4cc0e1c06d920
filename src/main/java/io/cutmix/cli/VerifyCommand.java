package io.cutmix.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cutmix verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    header = "Verify that a finished run is what it should be.",
    customSynopsis = "cutmix verify OUT [OPTIONS]",
    description =
        "Verifies a finished run: computes every row and every image again from the data set and"
            + " from run.json, and reports what differs, what is missing and what is extra.",
    footer = {
      "",
      "The data set is where run.json says, unless the options under Input say where it is now.",
      "It exits with 0 if all is as it should be, and with 3 if anything isn't.",
      "",
      "Examples:",
      "  cutmix verify mixed",
      "  cutmix verify mixed --images photos --labels labels.csv --sample 1%%"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "OUT", description = "Folder that cutmix augment or render wrote.")
  private Path out = Path.of("");

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description = "Folder of the images' masks. Default: as run.json says.")
  private @Nullable Path masks;

  @Option(
      names = "--coco",
      paramLabel = "FILE",
      description = "Detection boxes of the images. Default: as run.json says.")
  private @Nullable Path coco;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      converter = Share.class,
      description =
          "Compare the pixels of this share of the images, such as 1%%, and of at least one; of the"
              + " others only rows and file headers are checked. Default: 100%%.")
  private double sample = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "With --sample: another number chooses other images. Default: 0.")
  private long seed;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N",
      description = "Images worked on at once. Default: number of processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private MessageOptions messages = new MessageOptions();

  VerifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Console console = new Console(shell, messages, spec.name());
    return new VerifyRun(input, masks, coco, sample, seed, out, threads, console).execute();
  }
}
