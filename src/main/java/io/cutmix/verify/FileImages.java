package io.cutmix.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file for each image. */
final class FileImages implements ImageStore {
  private final RecordedRun run;

  FileImages(RecordedRun run) {
    this.run = run;
  }

  @Override
  public String name(Row row) {
    return row.fileName();
  }

  @Override
  public Stored find(Row row) throws IOException {
    Path file = run.file(row.fileName());
    if (!Files.isRegularFile(file)) {
      throw new BrokenFile(row.fileName(), "file", "there", "missing");
    }
    return () -> Files.readAllBytes(file);
  }

  @Override
  public List<String> files() {
    return List.of();
  }
}
