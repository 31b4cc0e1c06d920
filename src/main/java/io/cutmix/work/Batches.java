package io.cutmix.work;

import java.io.IOException;
import java.util.List;

/** Where batches come from: a plan, or recipes. Thread-safe. */
@FunctionalInterface
public interface Batches {
  /** The batches of a unit of work, one after another. */
  List<ImageBatch> of(long unit) throws IOException;
}
