package io.cutmix.verify;

import java.util.List;

/** Rows whose images are still to be made. */
final class NoImages implements ImageStore {
  @Override
  public String name(Row row) {
    return row.fileName();
  }

  @Override
  public Stored find(Row row) {
    throw new UnsupportedOperationException("recipes have no images");
  }

  @Override
  public List<String> files() {
    return List.of();
  }
}
