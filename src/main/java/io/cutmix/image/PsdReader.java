package io.cutmix.image;

import java.io.IOException;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** PSD and PSB: the picture of all layers together. */
final class PsdReader implements FormatReader {

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    PsdFile file = PsdFile.parse(input);
    Metadata metadata = new Metadata(Orientation.UPRIGHT, file.profile());
    return Plugins.PSD.header(new EncodedInput(file.bare(new byte[0])), metadata);
  }

  @Override
  public Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    PsdFile file = PsdFile.parse(new EncodedInput(encoded));
    return Plugins.PSD.picture(new EncodedInput(file.bare(encoded)), profile);
  }
}
