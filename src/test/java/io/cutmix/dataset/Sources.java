package io.cutmix.dataset;

import java.util.List;
import java.util.Optional;

/** Variants of a CSV source that differ in one option. */
final class Sources {
  private Sources() {}

  static CsvSource classes(CsvSource source, ClassList classes) {
    return new CsvSource(
        source.images(),
        source.labels(),
        source.imageColumn(),
        source.labelColumn(),
        source.labelColumns(),
        classes,
        source.missingFilesAllowed());
  }

  static CsvSource columns(CsvSource source, String image, String label) {
    return new CsvSource(
        source.images(),
        source.labels(),
        Optional.of(image).filter(name -> !name.isEmpty()),
        Optional.of(label).filter(name -> !name.isEmpty()),
        List.of(),
        source.classes(),
        source.missingFilesAllowed());
  }

  static CsvSource targets(CsvSource source, String... columns) {
    return new CsvSource(
        source.images(),
        source.labels(),
        Optional.empty(),
        Optional.empty(),
        List.of(columns),
        source.classes(),
        source.missingFilesAllowed());
  }

  static CsvSource missingAllowed(CsvSource source) {
    return new CsvSource(
        source.images(),
        source.labels(),
        source.imageColumn(),
        source.labelColumn(),
        source.labelColumns(),
        source.classes(),
        true);
  }
}
