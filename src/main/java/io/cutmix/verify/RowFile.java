package io.cutmix.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A label file of a run, read a row at a time. To be used by one thread at a time. */
interface RowFile extends Closeable {

  /** Its name in the output folder. */
  String name();

  /** The names of the classes, if it holds them. */
  Optional<List<String>> classes();

  /**
   * The next row, or null at the end.
   *
   * @throws BrokenFile if there is something else
   */
  @Nullable Row next() throws IOException;

  /** The image that stands in the row that was read last, if images do. */
  default byte @Nullable [] embedded() {
    return null;
  }

  /** The names of the label files of a run, that which is read first at the beginning. */
  static List<String> names(RecordedOptions options) {
    if (options.isRecipes()) {
      return List.of("recipes.jsonl");
    }
    return options.list("labels-format", "json").stream().map(RowFile::name).toList();
  }

  private static String name(String format) {
    return switch (format) {
      case "json" -> "labels.json";
      case "jsonl" -> "metadata.jsonl";
      case "csv" -> "labels.csv";
      case "shards" -> "shards.json";
      default -> "metadata.parquet";
    };
  }

  /**
   * Opens one.
   *
   * @param classes how many there are
   * @throws BrokenFile if it is missing or isn't what its name says
   */
  static RowFile open(RecordedRun run, String name, int classes) throws IOException {
    Path file = run.out().resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new BrokenFile(name, "file", "there", "missing");
    }
    boolean sparse = run.options().text("label-encoding", "dense").equals("sparse");
    return switch (name) {
      case "labels.json" -> new JsonRows(file, classes);
      case "metadata.jsonl" -> new LineRows(file, classes, Optional.empty());
      case "recipes.jsonl" -> new LineRows(file, classes, Optional.of(run));
      case "labels.csv" -> new CsvRows(file, classes, sparse);
      case "shards.json" -> new ShardRows(run, file, classes);
      default -> new ParquetRows(file, classes);
    };
  }
}
