package io.cutmix.finished;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.job.JsonReason;
import io.cutmix.job.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A label file of a finished folder, read a row at a time: {@code labels.json}, {@code
 * metadata.jsonl}, {@code labels.csv}, {@code metadata.parquet}, {@code recipes.jsonl}, or {@code
 * shards.json} or {@code index.json} with the rows in their shards. To be used by one thread at a
 * time.
 */
public abstract class LabelFile implements Closeable {
  private final String name;

  /** How many classes there are; 0 if that is unknown. */
  final int count;

  LabelFile(String name, int count) {
    this.name = name;
    this.count = count;
  }

  /**
   * Opens one.
   *
   * @param name of the file, which says the format
   * @param classes how many there are; 0 if that is unknown
   * @param sparse whether labels in CSV are ids and weights, as the other formats say themselves
   * @throws BrokenFile if it is missing or isn't what its name says
   */
  public static LabelFile open(FinishedFolder folder, String name, int classes, boolean sparse)
      throws IOException {
    Path file = folder.file(name);
    try {
      return switch (name) {
        case "labels.json" -> new JsonListRows(file, classes);
        case "metadata.jsonl" -> new JsonLineRows(file, classes, false);
        case "recipes.jsonl" -> new JsonLineRows(file, classes, true);
        case "labels.csv" -> new CsvLabelRows(file, classes, sparse);
        case "shards.json" -> ShardedRows.ofTars(folder, file, classes);
        case StoredMds.INDEX -> ShardedRows.ofMds(folder, classes);
        default -> new ParquetLabelRows(file, classes);
      };
    } catch (IOException | RuntimeException e) {
      throw broken(name, "beginning", e);
    }
  }

  /** Relative to the folder. */
  public final String name() {
    return name;
  }

  /** The names of the classes, if it holds them. */
  public abstract Optional<List<String>> classes();

  /**
   * What {@code recipes.jsonl} says of the run before its rows, Parquet of its columns, and {@code
   * labels.json} and {@code shards.json} of their format.
   */
  public Optional<JsonNode> header() {
    return Optional.empty();
  }

  /** The bytes of an image. Thread-safe. */
  @FunctionalInterface
  public interface Image {
    byte[] bytes() throws IOException;
  }

  /** The image that stands in the row that was read last, where images are in rows. */
  public Optional<Image> image() {
    return Optional.empty();
  }

  /** The next row, or null; what this throws becomes a {@link BrokenFile} of {@link #place}. */
  abstract @Nullable FinishedRow row() throws IOException;

  /** Where the row is that is read at the moment. */
  abstract String place();

  /**
   * The next row; empty at the end.
   *
   * @throws BrokenFile if there is something else
   */
  public final Optional<FinishedRow> next() throws IOException {
    try {
      return Optional.ofNullable(row());
    } catch (IOException | RuntimeException e) {
      throw broken(name, place(), e);
    }
  }

  private static IOException broken(String name, String place, Exception e) {
    if (e instanceof ProblemException problem) {
      return problem;
    }
    if (e instanceof JacksonException json) {
      return new BrokenFile(name, place, "JSON", JsonReason.of(json));
    }
    if (e instanceof CharacterCodingException) {
      return new BrokenFile(name, place, "UTF-8", "other bytes");
    }
    return e instanceof IOException io
        ? io
        : new BrokenFile(name, place, "a row of labels", String.valueOf(e.getMessage()));
  }
}
