package io.cutmix.report;

import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.CutMix;
import io.cutmix.output.LabelRow;
import io.cutmix.work.MixedPair;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a report needs beside the record of the run and its label rows.
 *
 * @param classes names of the soft labels' numbers
 * @param cutMix how boxes were drawn
 * @param shape of all images, or of the first where sizes differ
 * @param shapes finds that of an image
 * @param codec what decodes and encodes
 * @param pairs makes images and what they are made of once more
 * @param before the labels of the data set, if they are known
 */
public record ReportSource(
    List<String> classes,
    CutMix cutMix,
    ImageShape shape,
    Function<LabelRow, ImageShape> shapes,
    ImageCodec codec,
    Pairs pairs,
    Optional<ClassSums> before) {

  /** Takes the list as it is at this moment. */
  public ReportSource {
    classes = List.copyOf(classes);
  }

  /** Makes the image of a row once more. */
  @FunctionalInterface
  public interface Pairs {
    MixedPair of(LabelRow row) throws IOException;
  }
}
