package io.cutmix.dataset;

import java.util.List;
import java.util.Optional;

/** Variants of a label file's source that differ in one option. */
final class Sources {
  private Sources() {}

  static LabelFileSource classes(LabelFileSource source, ClassList classes) {
    return rules(
        source, new LabelRules(source.rules().column(), source.rules().columns(), classes));
  }

  static LabelFileSource columns(LabelFileSource source, String image, String label) {
    LabelRules rules =
        new LabelRules(
            Optional.of(label).filter(name -> !name.isEmpty()),
            List.of(),
            source.rules().classes());
    return new LabelFileSource(
        source.images(),
        source.labels(),
        Optional.of(image).filter(name -> !name.isEmpty()),
        rules,
        source.missingFilesAllowed());
  }

  static LabelFileSource targets(LabelFileSource source, String... columns) {
    return rules(
        source, new LabelRules(Optional.empty(), List.of(columns), source.rules().classes()));
  }

  static LabelFileSource rules(LabelFileSource source, LabelRules rules) {
    return new LabelFileSource(
        source.images(),
        source.labels(),
        source.imageColumn(),
        rules,
        source.missingFilesAllowed());
  }

  static LabelFileSource missingAllowed(LabelFileSource source) {
    return new LabelFileSource(
        source.images(), source.labels(), source.imageColumn(), source.rules(), true);
  }
}
