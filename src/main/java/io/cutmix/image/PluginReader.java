package io.cutmix.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** A format that its plug-in reads as it should, the orientation aside. */
record PluginReader(Plugin plugin, OrientationFinder finder) implements FormatReader {
  interface OrientationFinder {
    Orientation find(ImageInputStream input) throws IOException;
  }

  PluginReader(Plugin plugin) {
    this(plugin, input -> Orientation.UPRIGHT);
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return plugin.header(input, finder.find(input));
  }

  @Override
  public Picture picture(byte[] encoded) throws IOException {
    return plugin.picture(new EncodedInput(encoded));
  }
}
