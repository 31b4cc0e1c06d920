package io.cutmix.image;

import io.cutmix.image.opencv.OpenCv;
import io.cutmix.image.opencv.OpenCvPlanes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Pixels of 8 bits with their channels apart ("CHW"), as networks take them: one channel after
 * another, each row by row. Where memory is native, OpenCV does it if it is there: in a fifth of
 * the time for bytes, and always in the same time, while Java may compile such loops well or not.
 *
 * <p>Buffers are used from their position to their limit, which stay as they are; no two may share
 * memory. Thread-safe for different buffers.
 */
public final class Planes {
  private Planes() {}

  /**
   * Copies bytes.
   *
   * @param pixels channels last
   * @param planes room for as many
   */
  public static void split(ByteBuffer pixels, int channels, ByteBuffer planes) {
    ByteBuffer from = pixels.slice();
    ByteBuffer to = planes.slice();
    if (channels == 1) {
      to.put(from);
    } else if (isNative(from, to)) {
      OpenCvPlanes.split(from, channels, to);
    } else {
      to.put(split(from, channels));
    }
  }

  private static byte[] split(ByteBuffer pixels, int channels) {
    byte[] from = new byte[pixels.remaining()];
    pixels.get(from);
    byte[] to = new byte[from.length];
    int plane = from.length / channels;
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < plane; i++) {
        to[channel * plane + i] = from[i * channels + channel];
      }
    }
    return to;
  }

  /**
   * Writes a float from 0 to 1 for each byte: the one nearest to a 255th of it.
   *
   * @param pixels channels last
   * @param planes room for four times as many bytes
   */
  public static void splitToFloats(ByteBuffer pixels, int channels, ByteBuffer planes) {
    ByteBuffer from = pixels.slice();
    ByteBuffer to = planes.slice();
    if (isNative(from, to)) {
      OpenCvPlanes.splitToFloats(from, channels, to);
      return;
    }
    FloatBuffer floats = to.order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (byte value : split(from, channels)) {
      floats.put((value & 0xff) / 255f);
    }
  }

  private static boolean isNative(ByteBuffer from, ByteBuffer to) {
    return from.isDirect() && to.isDirect() && OpenCv.loaded();
  }
}
