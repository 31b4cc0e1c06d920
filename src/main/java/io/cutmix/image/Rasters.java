package io.cutmix.image;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** Samples in the form that Java2D takes. */
final class Rasters {
  private Rasters() {}

  /** The picture's own samples if they have 8 bits, else a copy of them. */
  static WritableRaster of(Picture picture) {
    int channels = picture.channels();
    return Raster.createInterleavedRaster(
        buffer(picture),
        picture.width(),
        picture.height(),
        picture.width() * channels,
        channels,
        IntStream.range(0, channels).toArray(),
        null);
  }

  private static DataBuffer buffer(Picture picture) {
    byte[] samples = picture.samples();
    if (picture.depth() == 8) {
      return new DataBufferByte(samples, samples.length);
    }
    short[] deep = new short[samples.length / 2];
    ByteBuffer.wrap(samples).order(ByteOrder.nativeOrder()).asShortBuffer().get(deep);
    return new DataBufferUShort(deep, deep.length);
  }
}
