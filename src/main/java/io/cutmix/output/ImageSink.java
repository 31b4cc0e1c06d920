package io.cutmix.output;

import io.cutmix.image.ImageCodec;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Supplier;

/** Writes each image of a unit to a file of its own, and its mask beside. */
record ImageSink(OutputFolder folder, ImageCodec codec, long unit) implements Sink.Unit {
  private static final byte[] WRITTEN = {};

  @Override
  public void expect(Supplier<Collection<String>> fileNames) throws IOException {
    folder.beginImages(unit, fileNames);
  }

  @Override
  public byte[] write(String fileName, MixedImage image) throws IOException {
    folder.writeImage(fileName, image.encode(codec));
    if (image.mask().isPresent()) {
      folder.writeMask(fileName, image.mask().get());
    }
    return WRITTEN;
  }

  @Override
  public void remove(String fileName) throws IOException {
    folder.removeImage(fileName);
  }
}
