package io.cutmix.dataset.tar;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Strides;
import io.cutmix.table.NpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of two NumPy arrays: images as bytes of shape (N, C, H, W), and beside them labels as
 * 64-bit floats of shape (N, K).
 */
final class NpyInput implements ImageRows {
  private static final String[] TUPLES = {"", "GRAYSCALE", "GRAYSCALE_ALPHA", "RGB", "RGB_ALPHA"};

  private final ShardSource source;
  private final NpyArray images;
  private final SeekableByteChannel file;
  private final NpyArray labels;
  private final Strides numbers;
  private int row;

  NpyInput(Path path, SeekableByteChannel channel, ShardSource source) throws IOException {
    this.source = source;
    this.images = images(channel);
    Path beside =
        path.resolveSibling(path.getFileName().toString().replaceFirst("^images", "labels"));
    this.file = Storage.open(beside, Files.size(beside));
    try {
      this.labels = array(file, "<f8", 2);
      if (labels.shape()[0] != images.shape()[0] || beside.equals(path)) {
        throw refused("%d labels for %d images".formatted(labels.shape()[0], images.shape()[0]));
      }
      this.numbers = new Strides(file, file.size(), System::nanoTime);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The array of images that a file is. */
  static NpyArray images(SeekableByteChannel file) throws IOException {
    NpyArray images = array(file, "|u1", 4);
    if (images.shape()[1] < 1 || images.shape()[1] >= TUPLES.length) {
      throw refused("images of %d channels".formatted(images.shape()[1]));
    }
    return images;
  }

  private static NpyArray array(SeekableByteChannel file, String type, int axes)
      throws IOException {
    NpyArray array = NpyArray.open(file);
    if (array.header().isEmpty()) {
      throw refused("no array of NumPy (version 1.0)");
    }
    if (array.shape().length != axes || !array.type().equals(type)) {
      throw refused("an array of another kind: " + array.header().strip());
    }
    if (file.size() != array.size()) {
      throw refused("truncated: %d bytes instead of %d".formatted(file.size(), array.size()));
    }
    return array;
  }

  private static ProblemException refused(String what) {
    return new ProblemException(
        Problem.of(what).remedy("give arrays as --output-format npy writes them"));
  }

  /** The pixels of a row as a file: a PAM, which has channel by channel what they have apart. */
  static byte[] image(NpyArray images, byte[] planes) {
    int[] shape = images.shape();
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

  @Override
  public List<String> columns() {
    return List.of("");
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
    for (double number : label) {
      if (!Double.isFinite(number)) {
        at.add(
            () ->
                Problem.of("%s in the label is no finite number", number)
                    .remedy("correct the label"));
      }
    }
    long place = images.placeOf(row++);
    return new ImageRow(new LabelValue.Numbers(label), place, images.rowBytes());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
