package io.cutmix.work;

import io.cutmix.dataset.InputDigest;
import io.cutmix.image.FileFormat;
import io.cutmix.job.Failure;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * One batch as it is planned or recorded: of which samples its images are made and what their label
 * rows say. Immutable and thread-safe.
 */
public interface ImageBatch {
  /** How many samples meet in it. */
  int size();

  /** How many of them become images; the rest, behind these, are partners alone. */
  int images();

  /** Rows of its images. */
  int height();

  /** Columns of its images. */
  int width();

  /** Partners and boxes when only some of the samples can be read. */
  Recipe recipe(boolean[] readable);

  /** The name of a sample. */
  String name(int i);

  /** How many bytes of its storage the next reading of a sample takes, roughly; 0 for none. */
  long bytes(int i);

  /** The bytes of a sample's file; fails as {@link io.cutmix.dataset.Dataset#read} does. */
  byte[] read(int i) throws IOException;

  /** The beginning of a sample's file, as {@link #read}. */
  InputStream open(int i) throws IOException;

  /** Adds what differs if a file of the batch was modified, as it was before it was read. */
  void addState(InputDigest digest) throws IOException;

  /** The name of an image that is written in that format. */
  String fileName(int i, Recipe recipe, FileFormat format);

  /** The label row of an image. */
  LabelRow row(int i, Recipe recipe, String fileName);

  /** An image that is missing because of that sample. */
  Failure failure(int i, int unreadable, String reason);

  /** Where batches come from: a plan, or recipes. Thread-safe. */
  @FunctionalInterface
  public interface Source {
    /** The batches of a unit of work, one after another. */
    List<ImageBatch> of(long unit) throws IOException;
  }
}
