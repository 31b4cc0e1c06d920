package io.cutmix.image;

import java.io.IOException;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** A format that its plug-in reads as it should, the metadata aside. */
record PluginReader(Plugin plugin, MetadataFinder finder) implements FormatReader {
  interface MetadataFinder {
    Metadata find(ImageInputStream input) throws IOException;
  }

  PluginReader(Plugin plugin) {
    this(plugin, input -> Metadata.NONE);
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return plugin.header(input, finder.find(input));
  }

  @Override
  public Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    return plugin.picture(new EncodedInput(encoded), profile);
  }
}
