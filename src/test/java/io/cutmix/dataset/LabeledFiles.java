package io.cutmix.dataset;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A folder of files that pass for images, and the label file beside it. */
record LabeledFiles(Path root, Path labels) {
  static final Predicate<String> IS_IMAGE = name -> name.endsWith(".jpg") || name.endsWith(".png");

  Path images() {
    return root.resolve("Bilder für alle");
  }

  LabeledFiles(Path root) {
    this(root, root.resolve("labels.csv"));
  }

  /** The same images with a label file of another name. */
  LabeledFiles labelledBy(String file) {
    return new LabeledFiles(root, root.resolve(file));
  }

  /** Makes files that hold their own names, so that sizes differ. */
  LabeledFiles with(String... names) throws IOException {
    Files.createDirectories(images());
    for (String name : names) {
      Path file = images().resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    return this;
  }

  LabeledFiles csv(String... lines) throws IOException {
    return text(String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  LabeledFiles text(String text, Charset charset) throws IOException {
    Files.createDirectories(images());
    Files.write(labels(), text.getBytes(charset));
    return this;
  }

  LabelFileSource source() {
    return LabelFileSource.of(images(), labels());
  }

  Dataset read() throws IOException {
    return source().read(IS_IMAGE);
  }

  Dataset read(ClassList classes) throws IOException {
    return Sources.classes(source(), classes).read(IS_IMAGE);
  }

  Dataset folders(ClassList classes) throws IOException {
    return new FolderSource(images(), classes, Links.INSIDE).read(IS_IMAGE);
  }

  Dataset folders() throws IOException {
    return folders(ClassList.found());
  }

  static List<String> names(Dataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::name).toList();
  }

  /** The class of each sample by name, in the order of samples. */
  static List<String> labels(Dataset dataset) {
    Labels ids = dataset.labels();
    return IntStream.range(0, dataset.size())
        .mapToObj(i -> ids.classes().get(ids.classId(i)))
        .toList();
  }
}
