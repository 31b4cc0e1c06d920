package io.cutmix.cli.option;

import io.cutmix.job.MixSpec;
import io.cutmix.mix.Box;
import io.cutmix.mix.BoxScope;
import io.cutmix.mix.Pairing;
import io.cutmix.plan.ProbScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that decide who is mixed with whom, and where. */
@Command(optionListHeading = "%nMixing:%n")
public final class MixOptions {
  @Option(names = "--alpha", paramLabel = "A")
  double alpha = MixSpec.DEFAULT.alpha().orElseThrow();

  @Option(names = "--length", paramLabel = "F")
  @Nullable Double length;

  @Option(names = "--bbox", paramLabel = "X1,Y1,X2,Y2")
  @Nullable Box bbox;

  @Option(names = {"--uniform", "--uniform-sampling"})
  boolean uniform;

  @Option(names = "--box-scope", paramLabel = "batch|sample|pair")
  BoxScope boxScope = MixSpec.DEFAULT.boxScope();

  @Option(names = "--pairing", paramLabel = "derangement|permutation|different-class")
  Pairing pairing = MixSpec.DEFAULT.pairing();

  @Option(names = "--prob", paramLabel = "P")
  double prob = MixSpec.DEFAULT.prob();

  @Option(names = "--batch-size", paramLabel = "N")
  int batchSize = MixSpec.DEFAULT.batchSize();

  @Option(names = "--copies", paramLabel = "N")
  int copies = MixSpec.DEFAULT.copies();

  @Option(names = "--seed", paramLabel = "N")
  long seed = MixSpec.DEFAULT.seed();

  @Option(names = "--min-box", paramLabel = "S")
  @Nullable Double minBox;

  @Option(names = "--max-box", paramLabel = "S")
  @Nullable Double maxBox;

  @Option(names = "--label-smoothing", paramLabel = "S")
  double labelSmoothing = MixSpec.DEFAULT.labelSmoothing();

  @Option(names = "--prob-scope", paramLabel = "batch|sample")
  ProbScope probScope = MixSpec.DEFAULT.probScope();

  @Option(names = "--mix-classes", paramLabel = "NAME", split = ",")
  List<String> mixClasses = MixSpec.DEFAULT.mixClasses();

  @Option(names = "--balance")
  boolean balance;
}
