package io.cutmix.verify;

import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.finished.StoredArray;
import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of NumPy arrays, with the arrays of their labels beside them. */
final class NpyImages implements ImageStore {
  private final Subject subject;
  private final List<String> files = new ArrayList<>();
  private List<StoredArray> arrays = List.of();
  private String name = "";
  private int rows;

  NpyImages(Subject subject) {
    this.subject = subject;
  }

  @Override
  public String name(FinishedRow row) throws IOException {
    if (!row.fileName().equals(name)) {
      end();
      name = row.fileName();
      rows = 0;
      arrays = List.of();
      String labels = name.replaceFirst("^images-", "labels-");
      files.addAll(List.of(name, labels));
      ImageShape shape = Sizes.fixed(subject.options());
      arrays =
          List.of(
              withRows(
                  StoredArray.ofBytes(subject.folder(), name, 4),
                  shape.channels(),
                  shape.height(),
                  shape.width()),
              withRows(
                  StoredArray.ofDoubles(subject.folder(), labels, 2), subject.classes().size()));
    }
    return name + "[" + rows++ + "]";
  }

  private static StoredArray withRows(StoredArray array, int... shape) throws BrokenFile {
    if (!Arrays.equals(array.rowShape(), shape)) {
      throw new BrokenFile(
          array.name(),
          "shape of a row",
          Arrays.toString(shape),
          Arrays.toString(array.rowShape()));
    }
    return array;
  }

  @Override
  public LabelFile.Image find(FinishedRow row) throws IOException {
    int index = rows - 1;
    if (arrays.isEmpty() || index >= arrays.get(0).rows()) {
      throw new BrokenFile(name + "[" + index + "]", "row", "there", "missing");
    }
    StoredArray pixels = arrays.get(0);
    StoredArray labels = arrays.get(1);
    if (index < labels.rows()) {
      subject.expect(
          labels.name() + "[" + index + "]",
          "label",
          Arrays.toString(row.label()),
          Arrays.toString(labels.numbers(index)));
    }
    return () -> pixels.row(index);
  }

  @Override
  public void end() {
    arrays.forEach(array -> subject.expect(array.name(), "rows", rows, array.rows()));
  }

  @Override
  public List<String> files() {
    return files;
  }
}
