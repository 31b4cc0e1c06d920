package io.cutmix.pipeline;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.output.LabelRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Makes images again from their label rows and pictures. Thread-safe. */
public record RecordedPairs(ImageCodec codec, PictureSettings pictures, Files files) {

  /** Where pictures are found by the names in label rows. */
  @FunctionalInterface
  public interface Files {
    byte[] bytes(String name) throws IOException;
  }

  /**
   * The image of a row.
   *
   * @throws IOException if a picture can't be read
   */
  public MixedPair of(LabelRow row) throws IOException {
    byte[] base = files.bytes(row.source());
    PictureSettings settings = sized(base);
    try (PairMixer pair = new PairMixer(codec, settings)) {
      codec.forImage(row.source()).decode(base, settings.rendering(), pair.base());
      if (row.isMixed()) {
        byte[] partner = files.bytes(row.partner());
        codec.forImage(row.partner()).decode(partner, settings.rendering(), pair.partner());
      }
      FileFormat format = FileFormat.of(base).orElseThrow();
      return pair.mix(format, row.bbox(), row.isMixed() ? null : () -> base);
    }
  }

  /** Without a way to fit, an image has the size of its base picture. */
  private PictureSettings sized(byte[] base) throws IOException {
    if (pictures.rendering().fit().isPresent()) {
      return pictures;
    }
    ImageHeader header = codec.header(new ByteArrayInputStream(base));
    return pictures.sized(header.height(), header.width());
  }
}
