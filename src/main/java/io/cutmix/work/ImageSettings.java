package io.cutmix.work;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.ImageSpec;
import java.util.EnumSet;
import java.util.Set;

/**
 * How images are read and written.
 *
 * @param rendering the pixels that every image becomes
 * @param spec how images are written
 * @param companions what is mixed with them
 */
public record ImageSettings(Rendering rendering, ImageSpec spec, Companions companions) {

  /**
   * Checks that the format can hold the pixels.
   *
   * @throws io.cutmix.mix.InvalidParameterException if it can't
   */
  public ImageSettings {
    spec.format().requireHolds(rendering.shape().height(), rendering.shape().width());
  }

  /** How images of that size become pixels. */
  Rendering rendering(int height, int width) {
    ImageShape shape = rendering.shape();
    return shape.height() == height && shape.width() == width
        ? rendering
        : Rendering.of(spec, height, width);
  }

  /** The formats that images may be written in. */
  Set<FileFormat> formats() {
    return spec.format() == ImageSpec.Format.AUTO
        ? EnumSet.of(FileFormat.PNG, encodingFor(FileFormat.JPEG).format())
        : EnumSet.of(encodingFor(FileFormat.PNG).format());
  }

  /** How an image is written whose source has that format. */
  public Encoding encodingFor(FileFormat source) {
    ImageShape shape = rendering.shape();
    boolean jpeg = source == FileFormat.JPEG && shape.channels() != 4 && shape.depth() == 8;
    return Encoding.of(spec, jpeg ? FileFormat.JPEG : FileFormat.PNG);
  }
}
