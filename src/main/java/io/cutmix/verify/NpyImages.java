package io.cutmix.verify;

import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of NumPy arrays, with the arrays of their labels beside them. */
final class NpyImages implements ImageStore {
  private final RecordedRun run;
  private final int[] imageShape;
  private final int classes;
  private final Differences differences;
  private final List<String> files = new ArrayList<>();
  private String name = "";
  private @Nullable NpyArray images;
  private @Nullable NpyArray labels;
  private long rows;

  NpyImages(RecordedRun run, int classes, Differences differences) {
    this.run = run;
    ImageShape shape = Sizes.fixed(run.options());
    this.imageShape = new int[] {shape.channels(), shape.height(), shape.width()};
    this.classes = classes;
    this.differences = differences;
  }

  @Override
  public String name(Row row) throws IOException {
    if (!row.fileName().equals(name)) {
      endArray();
      name = row.fileName();
      rows = 0;
      images = null;
      labels = null;
      String labelName = name.replaceFirst("^images-", "labels-");
      files.add(name);
      files.add(labelName);
      images = NpyArray.open(run, name, "|u1", imageShape);
      labels = NpyArray.open(run, labelName, "<f8", classes);
    }
    return name + "[" + rows++ + "]";
  }

  @Override
  public Stored find(Row row) throws IOException {
    NpyArray pixels = images;
    NpyArray numbers = labels;
    long index = rows - 1;
    if (pixels == null || numbers == null || index >= pixels.rows()) {
      throw new BrokenFile(name + "[" + index + "]", "row", "there", "missing");
    }
    if (index < numbers.rows()) {
      double[] found = new double[classes];
      ByteBuffer.wrap(numbers.row(index))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer()
          .get(found);
      if (!Arrays.equals(found, row.label())) {
        String what = "[%d]".formatted(index);
        differences.add(
            numbers.file().getFileName() + what,
            "label",
            Arrays.toString(row.label()),
            Arrays.toString(found));
      }
    }
    return () -> pixels.row(index);
  }

  private void endArray() {
    for (NpyArray array : new NpyArray[] {images, labels}) {
      if (array != null && array.rows() != rows) {
        differences.add(array.file().getFileName().toString(), "rows", rows, array.rows());
      }
    }
  }

  @Override
  public void end() {
    endArray();
  }

  @Override
  public List<String> files() {
    return files;
  }
}
