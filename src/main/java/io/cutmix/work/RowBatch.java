package io.cutmix.work;

import io.cutmix.dataset.InputDigest;
import io.cutmix.image.FileFormat;
import io.cutmix.job.Failure;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Label rows of one batch, all or some of it, whose images are made again. */
final class RowBatch implements ImageBatch {
  private final List<LabelRow> rows;
  private final RowMatch match;
  private final RecipeBatches.Files files;
  private final RecipeBatches.FileNumbers numbers;
  private final int height;
  private final int width;

  RowBatch(
      List<LabelRow> rows,
      RecipeBatches.Files files,
      RecipeBatches.FileNumbers numbers,
      int height,
      int width) {
    this.rows = List.copyOf(rows);
    this.match = RowMatch.of(rows);
    this.files = files;
    this.numbers = numbers;
    this.height = height;
    this.width = width;
  }

  @Override
  public int size() {
    return match.names().size();
  }

  @Override
  public int images() {
    return rows.size();
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  /** The same in any case: labels of other partners aren't known. */
  @Override
  public Recipe recipe(boolean[] readable) {
    return match.recipe();
  }

  @Override
  public String name(int i) {
    return match.names().get(i);
  }

  @Override
  public byte[] read(int i) throws IOException {
    return files.bytes(name(i));
  }

  @Override
  public InputStream open(int i) throws IOException {
    return new ByteArrayInputStream(read(i));
  }

  @Override
  public void addState(InputDigest digest) throws IOException {
    for (LabelRow row : rows) {
      digest.add(row.toJson(LabelEncoding.DENSE));
      files.addState(row.source(), digest);
      files.addState(row.partner(), digest);
    }
  }

  @Override
  public String fileName(int i, Recipe recipe, FileFormat format) {
    return rows.get(i).fileName();
  }

  @Override
  public LabelRow row(int i, Recipe recipe, String fileName) {
    return rows.get(i);
  }

  @Override
  public Failure failure(int i, int unreadable, String reason) {
    LabelRow row = rows.get(i);
    return new Failure(
        row.source(),
        row.copy(),
        numbers.of(row.fileName()),
        unreadable == i ? reason : "its partner %s: %s".formatted(name(unreadable), reason));
  }
}
