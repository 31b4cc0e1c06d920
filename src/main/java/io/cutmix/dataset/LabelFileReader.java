package io.cutmix.dataset;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a data set from a label file: the same checks for every format. */
final class LabelFileReader {
  private static final int PEEKED = 1 << 10;

  private LabelFileReader() {}

  static Dataset read(LabelFileSource source, Predicate<String> isPicture, Runnable rowRead)
      throws IOException {
    ImageFolder folder = ImageFolder.open(source.images(), source.links());
    Problems problems = new Problems(source.labels());
    LabelledSamples samples = new LabelledSamples(source, problems);
    try (RowReader text = TextFile.open(source.labels(), "--labels")) {
      LabelRows rows = rows(source, isPicture, samples, problems, text);
      while (rows.readOne()) {
        rowRead.run();
      }
      return samples.dataset(folder, rows.labels());
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(source.labels(), e);
    }
  }

  /** The rows of a file that stands at its beginning. */
  static LabelRows rows(
      LabelFileSource source,
      Predicate<String> isPicture,
      LabelledSamples samples,
      Problems problems,
      RowReader text)
      throws IOException {
    return isJson(source, text)
        ? JsonReader.open(source, samples, problems, text)
        : CsvReader.open(source, isPicture, samples, problems, text);
  }

  private static boolean isJson(LabelFileSource source, RowReader text) throws IOException {
    String name = source.labels().toString().toLowerCase(Locale.ROOT);
    if (Stream.of(".json", ".jsonl", ".ndjson").anyMatch(name::endsWith)) {
      return true;
    }
    return Stream.of(".csv", ".tsv", ".txt").noneMatch(name::endsWith) && opensJson(text);
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
