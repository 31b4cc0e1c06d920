package io.cutmix.dataset.tar;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.TableSource;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of two NumPy arrays (NEP 1): images as bytes of shape (N, C, H, W), and beside them
 * labels as 64-bit floats of shape (N, K).
 */
final class NpyInput implements ImageRows {
  private static final int LONGEST_HEADER = 1 << 16;

  private final TableSource source;
  private final Array images;
  private final SeekableByteChannel file;
  private final Array labels;
  private final Strides numbers;
  private int row;

  NpyInput(Path path, SeekableByteChannel channel, TableSource source) throws IOException {
    this.source = source;
    this.images = Array.ofImages(channel);
    Path beside =
        path.resolveSibling(path.getFileName().toString().replaceFirst("^images", "labels"));
    this.file = Storage.open(beside, Files.size(beside));
    try {
      this.labels = Array.open(file, "<f8", 2);
      if (labels.shape()[0] != images.shape()[0] || beside.equals(path)) {
        throw Array.refused(
            "%d labels for %d images".formatted(labels.shape()[0], images.shape()[0]));
      }
      this.numbers = new Strides(file, file.size(), System::nanoTime);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public String column() {
    return "";
  }

  @Override
  public ClassList classes() {
    return source.rules().classes();
  }

  @Override
  public @Nullable ImageRow next(Problems.At at) throws IOException {
    if (row == images.shape()[0]) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(numbers.read(labels.placeOf(row), labels.rowBytes()));
    double[] label = new double[labels.shape()[1]];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(label);
    long place = images.placeOf(row++);
    return new ImageRow(new LabelValue.Numbers(label), place, images.rowBytes());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * An array in a file.
   *
   * @param start of the first row in the file
   * @param shape rows, then how long a row is along each of its axes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Array(long start, int[] shape, int rowBytes) {
    private static final Pattern HEADER =
        Pattern.compile(
            "\\{'descr': '([^']*)', 'fortran_order': False, 'shape': \\(([0-9, ]+)\\), \\} *\n");

    private static final String[] TUPLES = {"", "GRAYSCALE", "GRAYSCALE_ALPHA", "RGB", "RGB_ALPHA"};

    static Array open(SeekableByteChannel file, String type, int axes) throws IOException {
      long size = file.size();
      byte[] head = Storage.read(file, 0, (int) Math.min(size, LONGEST_HEADER));
      String text = new String(head, StandardCharsets.ISO_8859_1);
      int start = head.length < 10 ? 0 : 10 + (head[8] & 0xff) + ((head[9] & 0xff) << Byte.SIZE);
      if (!text.startsWith("\u0093NUMPY\u0001") || start > head.length) {
        throw refused("no array of NumPy (version 1.0)");
      }
      Matcher header = HEADER.matcher(text.substring(10, start));
      int[] shape = header.matches() ? numbers(header.group(2)) : new int[0];
      if (shape.length != axes || !header.group(1).equals(type)) {
        throw refused("an array of another kind: " + text.substring(10, start).strip());
      }
      long rowBytes = type.equals("<f8") ? Double.BYTES : 1;
      for (int axis = 1; axis < axes; axis++) {
        rowBytes = Math.min(rowBytes * shape[axis], Integer.MAX_VALUE);
      }
      if (size != start + shape[0] * rowBytes) {
        throw refused(
            "truncated: %d bytes instead of %d".formatted(size, start + shape[0] * rowBytes));
      }
      return new Array(start, shape, (int) rowBytes);
    }

    private static int[] numbers(String list) {
      return Stream.of(list.split("[, ]+", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static ProblemException refused(String what) {
      return new ProblemException(
          Problem.of(what).remedy("give arrays as --output-format npy writes them"));
    }

    static Array ofImages(SeekableByteChannel file) throws IOException {
      Array images = open(file, "|u1", 4);
      if (images.shape[1] < 1 || images.shape[1] >= TUPLES.length) {
        throw refused("images of %d channels".formatted(images.shape[1]));
      }
      return images;
    }

    long placeOf(int row) {
      return start + (long) row * rowBytes;
    }

    /** The pixels of a row as a file: a PAM, which has channel by channel what they have apart. */
    byte[] image(byte[] planes) {
      int channels = shape[1];
      int pixels = shape[2] * shape[3];
      byte[] header =
          "P7\nWIDTH %d\nHEIGHT %d\nDEPTH %d\nMAXVAL 255\nTUPLTYPE %s\nENDHDR\n"
              .formatted(shape[3], shape[2], channels, TUPLES[channels])
              .getBytes(StandardCharsets.US_ASCII);
      ByteBuffer image = ByteBuffer.allocate(header.length + planes.length).put(header);
      for (int i = 0; i < pixels; i++) {
        for (int c = 0; c < channels; c++) {
          image.put(planes[c * pixels + i]);
        }
      }
      return image.array();
    }
  }
}
