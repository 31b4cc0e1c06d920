package io.cutmix.image.opencv;

import io.cutmix.image.NativeMemory;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What a call of OpenCV needs around the pixels. It is used again and again, since to make and to
 * free it for each image costs about a tenth of a small image's decoding. As much is kept as was
 * ever in use at once. For one thread at a time.
 */
public final class OpenCvMemory {
  private static final int KEPT_BYTES = 1 << 23;

  /** Where rows begin on a multiple of it, libjpeg-turbo writes past the processor's caches. */
  private static final int SLOW = 32;

  private static final Queue<OpenCvMemory> FREE = new ConcurrentLinkedQueue<>();

  private final Mat turned = new Mat();
  private final BytePointer encoded = new BytePointer();
  private final IntPointer parameters = new IntPointer(4);
  private BytePointer file = new BytePointer(1 << 16);
  private BytePointer decoded = new BytePointer(1);
  private Mat fileHeader = row(file);
  private Mat pixelHeader = new Mat();
  private int rows;
  private int columns;
  private int type;
  private long counted;

  private OpenCvMemory() {}

  static OpenCvMemory take() {
    OpenCvMemory memory = FREE.poll();
    return memory == null ? new OpenCvMemory() : memory;
  }

  void giveBack() {
    NativeMemory.freed(counted);
    counted = bytes();
    NativeMemory.taken(counted);
    if (counted <= KEPT_BYTES) {
      FREE.add(this);
    } else {
      free();
    }
  }

  private long bytes() {
    // OpenCV refuses to tell the size of an element of an empty image.
    long turnedBytes = turned.empty() ? 0 : turned.total() * turned.elemSize();
    return file.capacity() + decoded.capacity() + turnedBytes + encoded.capacity();
  }

  /** Frees what is kept for later calls. */
  public static void freeKept() {
    for (OpenCvMemory kept = FREE.poll(); kept != null; kept = FREE.poll()) {
      kept.free();
    }
  }

  private void free() {
    forgetPixels();
    fileHeader.close();
    file.close();
    decoded.close();
    turned.close();
    encoded.close();
    parameters.close();
    NativeMemory.freed(counted);
  }

  /** A row of these bytes. */
  Mat file(byte[] bytes) {
    if (file.capacity() < bytes.length) {
      fileHeader.close();
      file.close();
      file = new BytePointer(Math.min(bytes.length * 5L / 4, Integer.MAX_VALUE));
      fileHeader = row(file);
    }
    file.put(bytes, 0, bytes.length);
    return fileHeader.cols(bytes.length);
  }

  private static Mat row(BytePointer bytes) {
    return new Mat(1, Math.toIntExact(bytes.capacity()), opencv_core.CV_8UC1, bytes);
  }

  /** Whether decoding a small JPEG straight into a buffer costs a quarter more than it has to. */
  static boolean isSlow(ByteBuffer direct) {
    return direct.alignmentOffset(0, SLOW) == 0;
  }

  /** Room for a decoded image, where decoding it is fast. */
  ByteBuffer decoded(int bytes) {
    if (decoded.capacity() < bytes + SLOW) {
      decoded.close();
      decoded = new BytePointer((long) bytes + SLOW);
    }
    long start = Math.floorMod(SLOW / 2 - decoded.address(), SLOW);
    return decoded.getPointer(start).capacity(bytes).asByteBuffer();
  }

  /** An image over a direct buffer's memory from its position on. */
  Mat pixels(int height, int width, int pixelType, ByteBuffer direct) {
    BytePointer memory = new BytePointer(direct);
    if (rows == height && columns == width && type == pixelType) {
      return pixelHeader.data(memory);
    }
    forgetPixels();
    pixelHeader = new Mat(height, width, pixelType, memory);
    rows = height;
    columns = width;
    type = pixelType;
    return pixelHeader;
  }

  /** To be called if OpenCV may have given the image memory of its own. */
  void forgetPixels() {
    pixelHeader.close();
    rows = 0;
  }

  /** An image of any size, which takes its memory from OpenCV. */
  Mat turned() {
    return turned;
  }

  /** At most four numbers. */
  IntPointer parameters(int... numbers) {
    return parameters.put(numbers).limit(numbers.length);
  }

  /** For the bytes of an encoded image; OpenCV uses all up to its limit before it takes more. */
  BytePointer encoded() {
    return encoded.limit(encoded.capacity());
  }
}
