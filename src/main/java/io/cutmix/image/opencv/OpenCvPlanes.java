package io.cutmix.image.opencv;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Takes the channels of pixels apart. Buffers are direct, and begin at their position. What OpenCV
 * is told the memory by is used again, since to make and to free it takes as long as the work.
 */
public final class OpenCvPlanes {
  private static final Mat NUMBERS = numbers();
  private static final Queue<OpenCvPlanes> FREE = new ConcurrentLinkedQueue<>();

  private final int bytes;
  private final int channels;
  private final Mat pixels;
  private final Mat apart;
  private final MatVector planes;
  private final Mat floats;

  /** The memory is said for each call. */
  private OpenCvPlanes(ByteBuffer first, int channels) {
    this.bytes = first.remaining();
    this.channels = channels;
    BytePointer memory = new BytePointer(first);
    this.pixels = new Mat(1, bytes / channels, opencv_core.CV_8UC(channels), memory);
    this.apart = new Mat(1, bytes, opencv_core.CV_8UC1, memory);
    this.floats = new Mat(1, bytes, opencv_core.CV_32FC1, memory);
    this.planes =
        new MatVector(
            Stream.generate(() -> new Mat(1, bytes / channels, opencv_core.CV_8UC1, memory))
                .limit(channels)
                .toArray(Mat[]::new));
  }

  private static Mat numbers() {
    float[] numbers = new float[256];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i / 255f;
    }
    return new Mat(numbers);
  }

  private static OpenCvPlanes take(ByteBuffer pixels, int channels) {
    OpenCvPlanes known = FREE.poll();
    return known != null && known.bytes == pixels.remaining() && known.channels == channels
        ? known
        : new OpenCvPlanes(pixels, channels);
  }

  /** Writes one channel after another. */
  public static void split(ByteBuffer pixels, int channels, ByteBuffer planes) {
    OpenCvPlanes headers = take(pixels, channels);
    try {
      headers.split(pixels, planes);
    } finally {
      headers.giveBack(pixels, planes);
    }
  }

  /** The same with floats from 0 to 1 for the bytes. */
  public static void splitToFloats(ByteBuffer pixels, int channels, ByteBuffer planes) {
    OpenCvPlanes headers = take(pixels, channels);
    OpenCvMemory memory = OpenCvMemory.take();
    try {
      ByteBuffer bytes = memory.decoded(pixels.remaining());
      headers.split(pixels, bytes);
      opencv_core.LUT(
          headers.apart.data(new BytePointer(bytes)),
          NUMBERS,
          headers.floats.data(new BytePointer(planes)));
    } finally {
      memory.giveBack();
      headers.giveBack(pixels, planes);
    }
  }

  private void split(ByteBuffer from, ByteBuffer to) {
    BytePointer start = new BytePointer(to);
    for (int i = 0; i < channels; i++) {
      planes.get(i).data(start.getPointer((long) i * (bytes / channels)));
    }
    opencv_core.split(pixels.data(new BytePointer(from)), planes);
  }

  /** For the next call; until here the memory of the buffers was in use. */
  private void giveBack(ByteBuffer from, ByteBuffer to) {
    try {
      FREE.add(this);
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }
}
