package io.cutmix.report;

import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.CutMix;
import io.cutmix.output.LabelRow;
import io.cutmix.pipeline.RecordedPairs;
import java.util.List;
import java.util.Optional;

/** What a report needs beside the record of the run and its label rows. */
public interface ReportSource {
  /** Names of the soft labels' numbers. */
  List<String> classes();

  /** How boxes were drawn. */
  CutMix cutMix();

  /** What all images have, or a typical one's where sizes differ. */
  ImageShape shape();

  /** The shape of an image. */
  ImageShape shapeOf(LabelRow row);

  /** The images and their pictures. */
  RecordedPairs pairs();

  /** The labels of the data set, if they are known. */
  Optional<ClassSums> before();

  /** What decodes and encodes. */
  default ImageCodec codec() {
    return pairs().codec();
  }
}
