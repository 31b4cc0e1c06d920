package io.cutmix.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code cutmix render}. */
@Command(
    name = "render",
    sortOptions = false,
    header = "Make the images of recipes that augment wrote.",
    customSynopsis = "cutmix render RECIPES --images=DIR --out=DIR [OPTIONS]",
    description =
        "Makes the images of recipes, all or a range of them: the same bytes as the run that wrote"
            + " the recipes would have made, if all images can be read.",
    footer = {
      "",
      "Give the same command again to resume an interrupted run.",
      "",
      "Examples:",
      "  cutmix augment --images photos --recipes-only --out recipes",
      "  cutmix render recipes/recipes.jsonl --images photos --out mixed"
    })
final class RenderCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  @Mixin private RenderOptions options = new RenderOptions();
  @Mixin private MessageOptions messages = new MessageOptions();

  RenderCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    AugmentOptions.requireGiven(spec, "--out");
    Console console = new Console(shell, messages, spec.name());
    return new RenderRun(options, console).execute();
  }
}
