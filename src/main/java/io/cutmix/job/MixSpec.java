package io.cutmix.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.cutmix.mix.Box;
import io.cutmix.mix.BoxScope;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.mix.Pairing;
import io.cutmix.plan.PlanOptions;
import io.cutmix.plan.PlanOptions.ProbScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is mixed with whom, and where.
 *
 * @param alpha λ is drawn from Beta(alpha, alpha); absent if {@code length} or {@code bbox} decides
 * @param length sides of the box as a fraction of the image's
 * @param bbox the box
 * @param uniform whether every pixel is equally likely to be replaced
 * @param boxScope who shares a box
 * @param pairing how partners are found
 * @param prob share of the batches or samples that are mixed
 * @param batchSize samples among which partners are found
 * @param copies how often each sample comes out
 * @param seed the same gives the same
 * @param minBox least share of the area that a box has
 * @param maxBox largest share of the area that a box has
 * @param probScope what {@code prob} is a share of
 * @param mixClasses names of those classes that alone are mixed; empty for all
 * @param balance whether every class comes up equally often
 * @param labelSmoothing share of each label that is spread over all classes before mixing
 */
public record MixSpec(
    @Option(label = "A") Optional<Double> alpha,
    @Option(label = "F") Optional<Double> length,
    @Option(label = "X1,Y1,X2,Y2") Optional<Box> bbox,
    @Option(alias = "--uniform-sampling") boolean uniform,
    @Option(value = "batch") BoxScope boxScope,
    @Option(value = "derangement") Pairing pairing,
    @Option(label = "P", value = "1.0") double prob,
    @Option(label = "N", value = "64") int batchSize,
    @Option(label = "N", value = "1") int copies,
    @Option(label = "N", value = "0") long seed,
    @Option(label = "S") Optional<Double> minBox,
    @Option(label = "S") Optional<Double> maxBox,
    @Option(value = "batch") ProbScope probScope,
    @Option(label = "NAME")
        @JsonSerialize(converter = RecordJson.Joined.class)
        @JsonDeserialize(using = RecordJson.Names.class)
        List<String> mixClasses,
    @Option boolean balance,
    @Option(label = "S", value = "0.0") double labelSmoothing) {

  private static final double ALPHA = 1;

  /** Refuses an alpha that nothing follows from. */
  public MixSpec {
    boolean isFixed = length.isPresent() || bbox.isPresent();
    if (isFixed && alpha.isPresent()) {
      throw InvalidParameterException.contradiction(
          "alpha",
          "can't be given together with %s",
          "leave one out",
          length.isPresent() ? "length" : "bbox");
    }
    alpha = isFixed ? alpha : Optional.of(alpha.orElse(ALPHA));
    mixClasses = List.copyOf(mixClasses);
  }

  /**
   * The same as the plan takes it.
   *
   * @throws io.cutmix.mix.InvalidParameterException if a value is out of range or two contradict
   *     each other
   */
  public PlanOptions planOptions(int numClasses) {
    CutMix.Builder cutMix =
        CutMix.builder(numClasses)
            .uniformSampling(uniform)
            .boxScope(boxScope)
            .pairing(pairing)
            .labelSmoothing(labelSmoothing);
    alpha.ifPresent(cutMix::alpha);
    length.ifPresent(cutMix::length);
    bbox.ifPresent(cutMix::bbox);
    minBox.ifPresent(cutMix::minBox);
    maxBox.ifPresent(cutMix::maxBox);
    return new PlanOptions(cutMix.build(), prob, probScope, batchSize, copies, seed);
  }

  /** The options for which each sample must have one class, with their values. */
  public Map<String, String> needingClasses() {
    Map<String, String> options = new LinkedHashMap<>();
    if (pairing == Pairing.DIFFERENT_CLASS) {
      options.put("pairing", pairing.toString());
    }
    if (labelSmoothing > 0) {
      options.put("label-smoothing", Double.toString(labelSmoothing));
    }
    if (!mixClasses.isEmpty()) {
      options.put("mix-classes", String.join(",", mixClasses));
    }
    if (balance) {
      options.put("balance", "");
    }
    return options;
  }

  /** α of the distribution that λ is drawn from, if nothing else decides the box. */
  public Optional<Double> plainAlpha() {
    return minBox.isPresent() || maxBox.isPresent() ? Optional.empty() : alpha;
  }
}
