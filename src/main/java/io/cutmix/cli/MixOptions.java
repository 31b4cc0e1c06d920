package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.mix.Box;
import io.cutmix.mix.BoxScope;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.Pairing;
import io.cutmix.plan.PlanOptions;
import io.cutmix.plan.ProbScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that decide who is mixed with whom, and where. */
@Command(optionListHeading = "%nMixing:%n")
final class MixOptions {
  @Option(
      names = "--alpha",
      paramLabel = "A",
      description =
          "The share of the area that is kept follows Beta(A,A). Default: ${DEFAULT-VALUE}.")
  double alpha = 1.0;

  @Option(
      names = "--length",
      paramLabel = "F",
      description = "Instead of --alpha: the box has F of the height and F of the width.")
  @Nullable Double length;

  @Option(
      names = "--bbox",
      paramLabel = "X1,Y1,X2,Y2",
      converter = BoxConverter.class,
      description = "Instead of --alpha: always these pixels; X2 and Y2 are the first outside.")
  @Nullable Box bbox;

  @Option(
      names = {"--uniform", "--uniform-sampling"},
      fallbackValue = "true",
      description =
          "Every pixel is equally likely to be replaced. Default: every center is equally likely.")
  boolean uniform;

  @Option(
      names = "--box-scope",
      paramLabel = "batch|sample|pair",
      description =
          "One box for each batch, for each sample, or for each two samples, which then are each"
              + " other's partners. Default: batch.")
  BoxScope boxScope = BoxScope.BATCH;

  @Option(
      names = "--pairing",
      paramLabel = "derangement|permutation|different-class",
      description =
          "Partners are always others, or may be the sample itself, or are of another class where"
              + " the batch allows it. Default: derangement.")
  Pairing pairing = Pairing.DERANGEMENT;

  @Option(
      names = "--prob",
      paramLabel = "P",
      description =
          "Share of the batches that are mixed; the rest is passed on. Default: ${DEFAULT-VALUE}.")
  double prob = 1.0;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Samples among which partners are found. Default: ${DEFAULT-VALUE}.")
  int batchSize = 64;

  @Option(
      names = "--copies",
      paramLabel = "N",
      description =
          "How often each sample comes out, with --balance on average. Default: ${DEFAULT-VALUE}.")
  int copies = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same result. Default: ${DEFAULT-VALUE}.")
  long seed = 0;

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
  double labelSmoothing = 0;

  @Option(
      names = "--prob-scope",
      paramLabel = "batch|sample",
      description = "Whether --prob is a share of the batches or of the samples. Default: batch.")
  ProbScope probScope = ProbScope.BATCH;

  @Option(
      names = "--mix-classes",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only samples of these classes are mixed, with each other, such as a,b,c; the rest is"
              + " passed on.")
  List<String> mixClasses = List.of();

  @Option(
      names = "--balance",
      fallbackValue = "true",
      description =
          "Every class comes up equally often: samples of rare classes several times, of common"
              + " ones not in every copy. There are as many images as without.")
  boolean balance;

  /** The options that a run recorded. */
  static MixOptions recorded(ObjectNode options) {
    return OptionsOnRecord.readInto(new MixOptions(), options, name -> true);
  }

  /**
   * The options as the plan takes them.
   *
   * @throws IllegalArgumentException if one is out of range or two contradict each other
   */
  PlanOptions toPlanOptions(int numClasses) {
    CutMix.Builder cutMix =
        CutMix.builder(numClasses)
            .alpha(alpha)
            .uniformSampling(uniform)
            .boxScope(boxScope)
            .pairing(pairing)
            .labelSmoothing(labelSmoothing);
    given(length).ifPresent(cutMix::length);
    given(bbox).ifPresent(cutMix::bbox);
    given(minBox).ifPresent(cutMix::minBox);
    given(maxBox).ifPresent(cutMix::maxBox);
    return new PlanOptions(cutMix.build(), prob, probScope, batchSize, copies, seed);
  }

  private static <T> Optional<T> given(@Nullable T value) {
    return Optional.ofNullable(value);
  }

  /** The options given for which each sample must have one class, as the user wrote them. */
  List<String> needClasses() {
    List<String> given = new ArrayList<>();
    if (pairing == Pairing.DIFFERENT_CLASS) {
      given.add("--pairing " + pairing);
    }
    if (labelSmoothing > 0) {
      given.add("--label-smoothing " + labelSmoothing);
    }
    if (!mixClasses.isEmpty()) {
      given.add("--mix-classes " + String.join(",", mixClasses));
    }
    if (balance) {
      given.add("--balance");
    }
    return given;
  }

  void addTo(ObjectNode json) {
    if (length != null) {
      json.put("length", length);
    } else if (bbox != null) {
      json.put("bbox", bbox.toString());
    } else {
      json.put("alpha", alpha);
    }
    json.put("uniform", uniform);
    json.put("box-scope", boxScope.name().toLowerCase(Locale.ROOT));
    json.put("pairing", pairing.toString());
    json.put("prob", prob);
    json.put("batch-size", batchSize);
    json.put("copies", copies);
    json.put("seed", seed);
    addGivenTo(json);
  }

  /** Those that earlier versions didn't have, only where they change something. */
  private void addGivenTo(ObjectNode json) {
    given(minBox).ifPresent(share -> json.put("min-box", share));
    given(maxBox).ifPresent(share -> json.put("max-box", share));
    if (probScope != ProbScope.BATCH) {
      json.put("prob-scope", probScope.name().toLowerCase(Locale.ROOT));
    }
    if (!mixClasses.isEmpty()) {
      json.put("mix-classes", String.join(",", mixClasses));
    }
    if (balance) {
      json.put("balance", true);
    }
    if (labelSmoothing > 0) {
      json.put("label-smoothing", labelSmoothing);
    }
  }
}
