package io.cutmix.image;

import java.io.IOException;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** A format without metadata that its plug-in reads as it should. */
record PluginReader(Plugin plugin) implements FormatReader {

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return plugin.header(input, Metadata.NONE);
  }

  @Override
  public Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    return plugin.picture(new EncodedInput(encoded), profile);
  }
}
