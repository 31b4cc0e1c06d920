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
  @Option(
      names = "--alpha",
      paramLabel = "A",
      description =
          "The share of the area that is kept follows Beta(A,A). Default: ${DEFAULT-VALUE}.")
  double alpha = MixSpec.DEFAULT.alpha().orElseThrow();

  @Option(
      names = "--length",
      paramLabel = "F",
      description = "Instead of --alpha: the box has F of the height and F of the width.")
  @Nullable Double length;

  @Option(
      names = "--bbox",
      paramLabel = "X1,Y1,X2,Y2",
      description = "Instead of --alpha: always these pixels; X2 and Y2 are the first outside.")
  @Nullable Box bbox;

  @Option(
      names = {"--uniform", "--uniform-sampling"},
      description =
          "Every pixel is equally likely to be replaced. Default: every center is equally likely.")
  boolean uniform;

  @Option(
      names = "--box-scope",
      paramLabel = "batch|sample|pair",
      description =
          "One box for each batch, for each sample, or for each two samples, which then are each"
              + " other's partners. Default: batch.")
  BoxScope boxScope = MixSpec.DEFAULT.boxScope();

  @Option(
      names = "--pairing",
      paramLabel = "derangement|permutation|different-class",
      description =
          "Partners are always others, or may be the sample itself, or are of another class where"
              + " the batch allows it. Default: derangement.")
  Pairing pairing = MixSpec.DEFAULT.pairing();

  @Option(
      names = "--prob",
      paramLabel = "P",
      description =
          "Share of the batches that are mixed; the rest stays unchanged. Default:"
              + " ${DEFAULT-VALUE}.")
  double prob = MixSpec.DEFAULT.prob();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Samples among which partners are found. Default: ${DEFAULT-VALUE}.")
  int batchSize = MixSpec.DEFAULT.batchSize();

  @Option(
      names = "--copies",
      paramLabel = "N",
      description =
          "How often each sample comes out, with --balance on average. Default: ${DEFAULT-VALUE}.")
  int copies = MixSpec.DEFAULT.copies();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same result. Default: ${DEFAULT-VALUE}.")
  long seed = MixSpec.DEFAULT.seed();

  @Option(
      names = "--min-box",
      paramLabel = "S",
      description =
          "The box has at least the share S of the area, from 0 to 1, and lies wholly inside.")
  @Nullable Double minBox;

  @Option(
      names = "--max-box",
      paramLabel = "S",
      description =
          "The box has at most the share S of the area, from 0 to 1, and lies wholly inside.")
  @Nullable Double maxBox;

  @Option(
      names = "--label-smoothing",
      paramLabel = "S",
      description =
          "Before mixing, S of each label is spread evenly over all classes, from 0 to less than 1."
              + " Default: ${DEFAULT-VALUE}.")
  double labelSmoothing = MixSpec.DEFAULT.labelSmoothing();

  @Option(
      names = "--prob-scope",
      paramLabel = "batch|sample",
      description = "Whether --prob is a share of the batches or of the samples. Default: batch.")
  ProbScope probScope = MixSpec.DEFAULT.probScope();

  @Option(
      names = "--mix-classes",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only samples of these classes are mixed, with each other, such as a,b,c; the rest is"
              + " unchanged.")
  List<String> mixClasses = MixSpec.DEFAULT.mixClasses();

  @Option(
      names = "--balance",
      description =
          "Every class comes up equally often: samples of rare classes several times, of common"
              + " ones not in every copy. There are as many images as without.")
  boolean balance;
}
