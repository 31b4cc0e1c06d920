package io.cutmix.verify;

import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.verify.ImageChecks.PixelCheck;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A further label file, which must have the rows of the first. Not thread-safe. */
final class Follower implements Closeable {
  private final LabelFile file;
  private final Subject subject;
  private boolean follows = true;

  Follower(LabelFile file, Subject subject) {
    this.file = file;
    this.subject = subject;
  }

  /**
   * Compares the next row.
   *
   * @param image that the row is about
   */
  void follow(FinishedRow row, String image) {
    Optional<FinishedRow> own = next();
    if (!follows) {
      return;
    }
    if (own.isEmpty() || !own.get().fileName().equals(row.fileName())) {
      String found = own.map(FinishedRow::fileName).orElse("the end");
      lose("row of " + image, "the next", found);
    } else {
      compare(row, own.get(), file.name(), image, subject);
    }
  }

  private Optional<FinishedRow> next() {
    try {
      return follows ? file.next() : Optional.empty();
    } catch (BrokenFile e) {
      subject.differ(e.difference());
      follows = false;
    } catch (IOException e) {
      lose("content", "readable", PixelCheck.reason(e));
    }
    return Optional.empty();
  }

  /** One difference is enough, as each row behind it would be another. */
  private void lose(String what, String expected, String found) {
    subject.differ(file.name(), what, expected, found);
    follows = false;
  }

  /** Names the fields in which a row differs from that of another file. */
  static void compare(
      FinishedRow row, FinishedRow other, String otherFile, String image, Subject subject) {
    List<String> names = List.of("lam", "bbox", "source", "partner", "copy", "batch", "label");
    List<Object> own = values(row);
    List<Object> others = values(other);
    for (int i = 0; i < names.size(); i++) {
      subject.expect(image, names.get(i) + " in " + otherFile, own.get(i), others.get(i));
    }
  }

  private static List<Object> values(FinishedRow row) {
    return List.of(
        row.lam(),
        row.boxText(),
        row.source(),
        row.partner(),
        row.copy(),
        row.batch(),
        Arrays.toString(row.label()));
  }

  /** The image in the row that was followed last, if images are in rows. */
  Optional<LabelFile.Image> image() {
    return follows ? file.image() : Optional.empty();
  }

  /** To be called behind the last row. */
  void end() {
    next().ifPresent(more -> lose("row of " + more.fileName(), "the end", "more rows"));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
