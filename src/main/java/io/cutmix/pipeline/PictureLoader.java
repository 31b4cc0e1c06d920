package io.cutmix.pipeline;

import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.Rendering;
import java.io.IOException;
import java.nio.ByteBuffer;

/** From the bytes of a file to pixels. Thread-safe. */
record PictureLoader(ImageCodec codec, Rendering rendering) {

  /** Decodes a picture, and returns its file. */
  byte[] load(String name, ImageEncoder.Original file, ByteBuffer pixels) throws IOException {
    byte[] encoded = bytes(file);
    codec.forImage(name).decode(encoded, rendering, pixels);
    return encoded;
  }

  private static byte[] bytes(ImageEncoder.Original file) throws IOException {
    try {
      return file.read();
    } catch (OutOfMemoryError e) {
      throw ImageReadException.tooLarge(e);
    }
  }
}
