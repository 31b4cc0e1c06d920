package io.cutmix.dataset;

import java.util.List;
import java.util.Optional;

/** Variants of a label file's source that differ in one option. */
final class Sources {
  private Sources() {}

  static LabelFileSource classes(LabelFileSource source, ClassList classes) {
    LabelRules rules = source.rules();
    return rules(
        source,
        new LabelRules(
            rules.column(), rules.columns(), rules.separator(), rules.multiLabel(), classes));
  }

  static LabelFileSource columns(LabelFileSource source, String image, String label) {
    LabelRules rules =
        new LabelRules(
            Optional.of(label).filter(name -> !name.isEmpty()),
            List.of(),
            Optional.empty(),
            false,
            source.rules().classes());
    return new LabelFileSource(
        source.images(),
        source.labels(),
        Optional.of(image).filter(name -> !name.isEmpty()),
        rules,
        source.missingFilesAllowed(),
        source.links());
  }

  static LabelFileSource targets(LabelFileSource source, String... columns) {
    return rules(source, columnsOfNumbers(source.rules().classes(), columns));
  }

  static LabelRules columnsOfNumbers(ClassList classes, String... columns) {
    return new LabelRules(Optional.empty(), List.of(columns), Optional.empty(), false, classes);
  }

  /** Labels of several classes; an empty separator is none. */
  static LabelFileSource several(LabelFileSource source, String separator, boolean multiLabel) {
    return rules(
        source,
        new LabelRules(
            Optional.empty(),
            List.of(),
            Optional.of(separator).filter(text -> !text.isEmpty()),
            multiLabel,
            source.rules().classes()));
  }

  static LabelFileSource rules(LabelFileSource source, LabelRules rules) {
    return new LabelFileSource(
        source.images(),
        source.labels(),
        source.imageColumn(),
        rules,
        source.missingFilesAllowed(),
        source.links());
  }

  static LabelFileSource missingAllowed(LabelFileSource source) {
    return new LabelFileSource(
        source.images(),
        source.labels(),
        source.imageColumn(),
        source.rules(),
        true,
        source.links());
  }

  static LabelFileSource followingLinks(LabelFileSource source) {
    return new LabelFileSource(
        source.images(),
        source.labels(),
        source.imageColumn(),
        source.rules(),
        source.missingFilesAllowed(),
        Links.ALL);
  }
}
