package io.cutmix.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a data set from a label file: the same checks for every format. */
final class LabelFileReader {
  private static final int PEEKED = 1 << 10;

  private LabelFileReader() {}

  static Dataset read(LabelFileSource source, Predicate<String> isPicture) throws IOException {
    ImageFolder folder = ImageFolder.open(source.images(), source.links());
    Problems problems = new Problems(source.labels());
    LabelledSamples samples = new LabelledSamples(source, problems);
    try (BufferedReader text = TextFile.open(source.labels(), "--labels")) {
      LabelCollector labels =
          isJson(source, text)
              ? new JsonReader(source, samples, problems).read(text)
              : new CsvReader(source, isPicture, samples, problems).read(text);
      return samples.dataset(folder, labels);
    } catch (CharacterCodingException e) {
      throw TextFile.notUtf8(source.labels(), e);
    }
  }

  private static boolean isJson(LabelFileSource source, BufferedReader text) throws IOException {
    String name = source.labels().toString().toLowerCase(Locale.ROOT);
    if (Stream.of(".json", ".jsonl", ".ndjson").anyMatch(name::endsWith)) {
      return true;
    }
    return Stream.of(".csv", ".tsv", ".txt").noneMatch(name::endsWith) && opensJson(text);
  }

  private static boolean opensJson(BufferedReader text) throws IOException {
    text.mark(PEEKED);
    int letter = text.read();
    for (int i = 1; i < PEEKED && Character.isWhitespace(letter); i++) {
      letter = text.read();
    }
    text.reset();
    return letter == '{' || letter == '[';
  }
}
