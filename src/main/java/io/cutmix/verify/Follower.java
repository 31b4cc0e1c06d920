package io.cutmix.verify;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A further label file, which must have the rows of the first. Not thread-safe. */
final class Follower implements Closeable {
  private final RowFile file;
  private final Differences differences;
  private boolean follows = true;

  Follower(RowFile file, Differences differences) {
    this.file = file;
    this.differences = differences;
  }

  void follow(Row row, String image) {
    if (!follows) {
      return;
    }
    try {
      Row own = file.next();
      if (own == null || !own.fileName().equals(row.fileName())) {
        lose("row of " + image, "the next", own == null ? "the end" : own.fileName());
      } else {
        row.compare(own, file.name(), image, differences);
      }
    } catch (BrokenFile e) {
      differences.add(e.difference());
      follows = false;
    } catch (IOException e) {
      lose("content", "readable", PixelCheck.reason(e));
    }
  }

  /** The image in the row that was followed last, if images are in rows. */
  byte @Nullable [] embedded() {
    return follows ? file.embedded() : null;
  }

  /** To be called behind the last row. */
  void end() {
    try {
      Row more = follows ? file.next() : null;
      if (more != null) {
        lose("row of " + more.fileName(), "the end", "more rows");
      }
    } catch (BrokenFile e) {
      differences.add(e.difference());
    } catch (IOException e) {
      lose("content", "readable", PixelCheck.reason(e));
    }
  }

  /** One difference is enough, as each row behind it would be another. */
  private void lose(String what, String expected, String found) {
    differences.add(file.name(), what, expected, found);
    follows = false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
