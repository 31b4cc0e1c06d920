package io.cutmix.train;

import io.cutmix.finished.FinishedFolder;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.mix.RandomStream;
import io.cutmix.plan.Shuffle;
import java.io.File;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Batches of the images and soft labels that {@code cutmix augment} wrote into a folder: as files,
 * in tar shards, in shards of MosaicML Streaming, or as NumPy arrays.
 *
 * <pre>{@code
 * DataSetIterator mixed =
 *     MixedFolderIterator.builder(Path.of("out")).batchSize(64).shuffle(seed).build();
 * network.fit(mixed, epochs);
 * }</pre>
 *
 * <p>Features are {@code (N, C, H, W)}, floats from 0 to 1 or unsigned bytes from 0 to 255, with C
 * 1 (gray), 3 (RGB) or 4 (RGBA); images of 16 bits are rounded to 8. Labels are floats {@code (N,
 * K)}, a number for each class; they sum to 1 if the labels of the data set do. The last batch of
 * an epoch may be smaller. Files are found by {@code labels.json}, or else {@code metadata.jsonl},
 * and in tar shards by the rows beside the images; a batch is read when it is asked for, by as many
 * threads as there are cores, and of the rest only names and labels are in memory. A batch lies in
 * the workspace of whoever asks for it, as {@code AsyncDataSetIterator} and {@code fit} open one,
 * which saves the system new memory for each; without a workspace it is the caller's for good.
 *
 * <p>To be used by one thread at a time; {@code AsyncDataSetIterator} reads ahead in one of its
 * own. When a file can't be read there, {@code network.fit(mixed)} hangs; with {@code fit(new
 * AsyncShieldDataSetIterator(mixed))} nothing is read ahead, and it throws. An interrupt doesn't
 * end a batch in its middle. Can't be serialized.
 */
public final class MixedFolderIterator implements DataSetIterator {
  private static final long serialVersionUID = 1;

  private final transient Path folder;
  private final transient StoredSamples samples;
  private final int batchSize;
  private final @Nullable Long shuffleSeed;
  private final transient BatchReader batches;
  private transient @Nullable Shuffle order;
  private @Nullable DataSetPreProcessor preProcessor;
  private long epoch;
  private int position;

  private MixedFolderIterator(Builder builder, StoredSamples samples) {
    this.folder = builder.folder;
    this.samples = samples;
    this.batchSize = builder.batchSize;
    this.shuffleSeed = builder.shuffleSeed;
    this.batches = new BatchReader(samples, builder.unsignedBytes);
    shuffle();
  }

  /**
   * Starts with batches of 64 floats in the order of the file numbers.
   *
   * @param folder what {@code --out} was
   */
  public static Builder builder(Path folder) {
    return new Builder(folder);
  }

  @Override
  public boolean hasNext() {
    return position < samples.size();
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  /**
   * The next batch: features {@code (size, C, H, W)} and labels {@code (size, K)}.
   *
   * @param size of the batch, at least 1; fewer come if there are no more
   * @throws NoSuchElementException if there are none
   * @throws UncheckedIOException if a sample can't be read; the message says which and why
   * @throws IllegalArgumentException if the size is less, or the images of the batch differ in
   *     height or width
   */
  @Override
  public DataSet next(int size) {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch is over; call reset() first");
    }
    requirePositive("batch-size", size);
    int end = position + Math.min(size, samples.size() - position);
    int first = position;
    DataSet batch;
    try {
      batch = batches.read(end - first, i -> order == null ? first + i : (int) order.at(first + i));
    } catch (IOException e) {
      throw new UncheckedIOException(message(e), e);
    }
    position = end;
    batch.setLabelNames(samples.classes());
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  /** What is wrong with a file, which the folder's own records name by its place in there. */
  private String message(IOException e) {
    Problem problem = ProblemException.of(e).problems().get(0);
    boolean isInFolder = e instanceof ProblemException;
    return (isInFolder ? folder + File.separator : "") + problem;
  }

  /** Goes back to the first batch; with a seed, to that of the next epoch's order. */
  @Override
  public void reset() {
    if (position > 0) {
      position = 0;
      epoch++;
      shuffle();
    }
  }

  private void shuffle() {
    order =
        shuffleSeed == null
            ? null
            : new Shuffle(samples.size(), RandomStream.forOrder(shuffleSeed, epoch));
  }

  @SuppressWarnings("UnusedVariable") // the signature is that of serialization
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(MixedFolderIterator.class.getName());
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return true;
  }

  @Override
  public int batch() {
    return batchSize;
  }

  /**
   * Not supported.
   *
   * @throws UnsupportedOperationException always, as images have height and width instead
   */
  @Override
  public int inputColumns() {
    throw new UnsupportedOperationException("images have no columns; ask a batch for its shape");
  }

  /** How many classes there are: K. */
  @Override
  public int totalOutcomes() {
    return samples.classes().size();
  }

  /** The names of the classes, in the order of the labels' numbers. */
  @Override
  public List<String> getLabels() {
    return samples.classes();
  }

  @Override
  public void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public @Nullable DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /** A project that depends on this one for the library is given nothing of the command line. */
  private static void requireJackson() throws IOException {
    try {
      Class.forName(
          "com.fasterxml.jackson.databind.JsonNode",
          false,
          MixedFolderIterator.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "label files can't be read without com.fasterxml.jackson.core:jackson-databind on the"
              + " class path; add that dependency",
          e);
    }
  }

  private static void requirePositive(String parameter, int size) {
    if (size < 1) {
      throw InvalidParameterException.outOfRange(parameter, "must be at least 1", size);
    }
  }

  /** Which batches are read, and as what. Not thread-safe. */
  public static final class Builder {
    private final Path folder;
    private int batchSize = 64;
    private @Nullable Long shuffleSeed;
    private boolean unsignedBytes;
    private int classes;

    private Builder(Path folder) {
      this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * How many samples a batch has.
     *
     * @param size at least 1; default 64
     * @throws IllegalArgumentException if it is less
     */
    public Builder batchSize(int size) {
      requirePositive("batch-size", size);
      this.batchSize = size;
      return this;
    }

    /**
     * Puts the samples of each epoch in another order.
     *
     * @param seed the same seed gives the same orders
     */
    public Builder shuffle(long seed) {
      this.shuffleSeed = seed;
      return this;
    }

    /** Features of unsigned bytes, 0 to 255, instead of floats from 0 to 1. */
    public Builder unsignedBytes() {
      this.unsignedBytes = true;
      return this;
    }

    /**
     * How many classes there are, which labels with {@code --label-encoding sparse} don't say.
     *
     * @param count at least 1; not needed beside a {@code run.json}, {@code labels.json} or {@code
     *     shards.json}, which say it and go before this. The classes are called 0, 1, 2 and so on
     * @throws IllegalArgumentException if it is less
     */
    public Builder numClasses(int count) {
      requirePositive("num-classes", count);
      this.classes = count;
      return this;
    }

    /**
     * Opens the folder.
     *
     * @throws IOException if it isn't the output of a finished run, or can't be read; the message
     *     says which file and why
     */
    public MixedFolderIterator build() throws IOException {
      requireJackson();
      return new MixedFolderIterator(
          this, new MixedFolder(new FinishedFolder(folder), classes).open());
    }
  }
}
