package io.cutmix.pipeline;

import io.cutmix.image.ImageCodec;
import io.cutmix.image.Rendering;
import java.io.IOException;
import java.nio.ByteBuffer;

/** From the bytes of a file to pixels. Thread-safe. */
record PictureLoader(ImageCodec codec, Rendering rendering) {

  /** Decodes a picture, and returns its file. */
  byte[] load(ImageEncoder.Original file, ByteBuffer pixels) throws IOException {
    try {
      byte[] encoded = file.read();
      codec.decode(encoded, rendering, pixels);
      return encoded;
    } catch (IOException e) {
      rethrowError(e);
      throw e;
    }
  }

  /** Decoders wrap even a lack of memory, which is no fault of the picture. */
  private static void rethrowError(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error error) {
        throw error;
      }
    }
  }
}
