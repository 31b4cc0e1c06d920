package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.TextFile;
import io.cutmix.dataset.classes.LabelCollector;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a data set from a label file: the same checks for every format. */
public final class LabelFileReader {
  private static final int PEEKED = 1 << 10;

  private LabelFileReader() {}

  /** The rows of an open label file, one after the other. Not thread-safe. */
  interface Rows {
    /** The next one, or null at the end; rows that can't be read go to the problems. */
    @Nullable Row next() throws IOException;

    /** Which classes there may be. */
    ClassList classes();

    /** The names of the columns of numbers; empty if there are none. */
    List<String> numberColumns();

    /** The splits that the rows so far say they are of. */
    default Set<String> splits() {
      return Set.of();
    }

    /** What else is odd about those so far. */
    default Optional<Problem> warning() {
      return Optional.empty();
    }
  }

  /**
   * What a row says.
   *
   * @param column 0 if no other row is before it on its line
   * @param path of the image, as the row has it; null if that is a problem
   * @param label null if that is a problem
   */
  record Row(int line, int column, @Nullable String path, @Nullable LabelValue label) {}

  /**
   * Reads all rows.
   *
   * @param rowRead told of each row
   */
  public static Dataset read(LabelFileSource source, Predicate<String> isImage, Runnable rowRead)
      throws IOException {
    ImageFolder folder = ImageFolder.open(source.images(), source.links());
    Problems problems = new Problems(source.labels());
    LabelledSamples samples = new LabelledSamples(source, folder, problems);
    if (hasEnding(source.labels(), ".parquet")) {
      try (SeekableByteChannel file =
          TextFile.open(source.labels(), "--labels", Files::newByteChannel)) {
        ParquetObjects rows = ParquetObjects.of(source, file);
        return read(JsonReader.open(source, problems, rows), samples, isImage, rowRead);
      }
    }
    try (RowReader text = TextFile.open(source.labels(), "--labels")) {
      Rows rows =
          isJson(source, text)
              ? JsonReader.open(source, problems, new JsonObjects(text))
              : CsvReader.open(source, isImage, problems, text);
      return read(rows, samples, isImage, rowRead);
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(source.labels(), e);
    }
  }

  private static Dataset read(
      Rows rows, LabelledSamples samples, Predicate<String> isImage, Runnable rowRead)
      throws IOException {
    LabelCollector labels = samples.labels(rows);
    for (Row row = rows.next(); row != null; row = rows.next()) {
      samples.add(row, labels);
      rowRead.run();
    }
    return samples.dataset(labels, isImage, rows);
  }

  /** What is known to be wrong comes first: it may be why there is no row. */
  static ProblemException withoutRows(LabelFileSource source, Problems problems)
      throws ProblemException {
    problems.throwIfAny();
    return new ProblemException(
        Problem.of("no row has an image").remedy("write a row for each image").at(source.labels()));
  }

  private static boolean isJson(LabelFileSource source, RowReader text) throws IOException {
    return hasEnding(source.labels(), ".json", ".jsonl", ".ndjson")
        || (!hasEnding(source.labels(), ".csv", ".tsv", ".txt") && opensJson(text));
  }

  private static boolean hasEnding(Path file, String... endings) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Stream.of(endings).anyMatch(name::endsWith);
  }

  private static boolean opensJson(RowReader text) throws IOException {
    text.mark(PEEKED);
    int letter = text.read();
    for (int i = 1; i < PEEKED && Character.isWhitespace(letter); i++) {
      letter = text.read();
    }
    text.reset();
    return letter == '{' || letter == '[';
  }
}
