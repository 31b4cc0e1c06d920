package io.cutmix.cli;

import static java.util.Objects.requireNonNull;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.Progress;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.FolderSource;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Links;
import io.cutmix.dataset.Problems.Skipped;
import io.cutmix.dataset.ShardPattern;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.Source;
import io.cutmix.dataset.Splits;
import io.cutmix.detection.CocoFile;
import io.cutmix.finished.FinishedFolder;
import io.cutmix.image.FileFormat;
import io.cutmix.inspect.Inspection.FirstNames;
import io.cutmix.inspect.Inspector;
import io.cutmix.job.InputSpec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.storage.Storage;
import io.cutmix.work.Companions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads which samples there are, and shows how far it is where that takes long. */
record InputReader(Console console) {

  /**
   * Where a data set is and how it is read.
   *
   * @throws InvalidParameterException if options contradict what is there
   * @throws IOException if a file of classes can't be read
   */
  static Source source(InputSpec spec, OnError onError) throws IOException {
    Path images = Storage.path(spec.images());
    if (ShardPattern.isMeantBy(images)) {
      return shards(spec, images);
    }
    List<Path> shards = shardsIn(images, spec);
    if (!shards.isEmpty()) {
      return shards(spec, Splits.ofShards(shards, spec.split()));
    }
    Path folder = folder(spec);
    List<Path> ofSplit = folder.equals(images) ? List.of() : shardsIn(folder, spec);
    if (!ofSplit.isEmpty()) {
      return shards(spec, ofSplit);
    }
    Optional<Path> file = labelFile(spec, folder);
    boolean rowsAreMeant =
        spec.imageColumn().isPresent()
            || spec.labelColumn().isPresent()
            || !spec.labelColumns().isEmpty()
            || spec.labelSeparator().isPresent()
            || spec.multiLabel();
    if (file.isEmpty() && rowsAreMeant) {
      throw InvalidParameterException.contradiction(
          "labels",
          "is missing, but --image-column, --label-column, --label-columns, --label-separator and"
              + " --multi-label say how such a file is read",
          "give both or neither");
    }
    return file.isEmpty()
        ? new FolderSource(folder, classes(spec, List.of()), links(spec))
        : new LabelFileSource(
            folder,
            file.get(),
            spec.imageColumn(),
            rules(spec, file.get()),
            onError == OnError.SKIP,
            links(spec));
  }

  /**
   * Refuses an output folder within the images, and one in which input lies that is removed with an
   * earlier run.
   *
   * @param others input besides, as the user names it
   */
  static void checkFolders(String out, InputSpec input, List<String> others) throws IOException {
    String images = input.split().isPresent() ? folder(input).toString() : input.images();
    Path folder = InputInOutput.real(Storage.path(out));
    if (folder.startsWith(InputInOutput.real(Storage.path(images)))) {
      throw InvalidParameterException.contradiction(
          "out",
          "%s lies in --images %s, so the next run would read what this one writes"
              .formatted(out, images),
          "choose a folder outside");
    }
    if (!Files.isDirectory(folder)) {
      return;
    }
    InputInOutput inOutput = new InputInOutput(out, folder);
    Stream<String> named =
        Stream.of(
                Optional.of(images),
                input.recipes(),
                input.labels(),
                input.classes(),
                input.classMap())
            .flatMap(Optional::stream);
    for (String file : Stream.concat(named, others.stream()).toList()) {
      inOutput.refuse(file, Storage.path(file));
    }
  }

  /** The same for images that links lead to. */
  static void checkLinks(String out, InputSpec input, Dataset dataset) throws IOException {
    Path images = folder(input);
    InputInOutput inOutput = new InputInOutput(out, InputInOutput.real(Storage.path(out)));
    for (int i = 0; i < dataset.size(); i++) {
      Path image = images.resolve(dataset.name(i));
      inOutput.refuse(image.toString(), image);
    }
  }

  private static Source shards(InputSpec spec, Path images) throws IOException {
    boolean tables = ShardPattern.areTables(images);
    boolean columnMeant = spec.imageColumn().isPresent() && !tables;
    if (spec.labels().isPresent() || columnMeant || spec.split().isPresent()) {
      throw InvalidParameterException.contradiction(
          "images",
          tables
              ? "names files that hold their labels and are chosen by their names"
              : "names tar files, which hold their labels and have neither columns of images nor"
                  + " splits",
          tables
              ? "leave out --labels and --split"
              : "leave out --labels, --image-column and --split");
    }
    return shards(spec, ShardPattern.expand(images));
  }

  private static Source shards(InputSpec spec, List<Path> files) throws IOException {
    Path first = files.get(0);
    Path labels = ShardPattern.areTables(first) ? first : parent(first);
    return new ShardSource(files, spec.imageColumn(), rules(spec, labels));
  }

  private static List<Path> shardsIn(Path folder, InputSpec spec) throws IOException {
    return spec.labels().isPresent() ? List.of() : ShardPattern.in(folder, FileFormat::isImageName);
  }

  /**
   * How labels are written.
   *
   * @param labels the file or folder that holds them; if it lies in what this tool wrote, soft
   *     labels have the classes of that run
   */
  private static LabelRules rules(InputSpec spec, Path labels) throws IOException {
    return new LabelRules(
        spec.labelColumn(),
        spec.labelColumns(),
        spec.labelSeparator(),
        spec.multiLabel(),
        classes(spec, new FinishedFolder(parent(labels)).classes()));
  }

  private static Path parent(Path path) {
    return requireNonNull(path.toAbsolutePath().getParent());
  }

  private static ClassList classes(InputSpec spec, List<String> ofNumbers) throws IOException {
    if (spec.classes().isPresent()) {
      return ClassList.read(Storage.path(spec.classes().get()));
    }
    if (spec.classMap().isPresent()) {
      return ClassList.map(Storage.path(spec.classMap().get()));
    }
    return spec.numClasses().isPresent()
        ? ClassList.counted(spec.numClasses().get())
        : ClassList.found(ofNumbers);
  }

  private static Path folder(InputSpec spec) throws IOException {
    Path images = Storage.path(spec.images());
    return spec.split().isPresent() && shardsIn(images, spec).isEmpty()
        ? Splits.folder(images, spec.split().get(), links(spec))
        : images;
  }

  private static Optional<Path> labelFile(InputSpec spec, Path folder) throws IOException {
    return spec.labels().isPresent()
        ? Optional.of(Storage.path(spec.labels().get()))
        : LabelFileSource.among(folder, links(spec));
  }

  /** Which symbolic links are followed. */
  static Links links(InputSpec spec) {
    return spec.followLinks() ? Links.ALL : Links.INSIDE;
  }

  /** The masks and boxes of the images, where they are wanted. */
  static Companions companions(
      InputSpec spec, Optional<String> masks, int maskFill, Optional<String> coco)
      throws IOException {
    return new Companions(
        masks.isEmpty()
            ? Optional.empty()
            : Optional.of(ImageFolder.open(Storage.path(masks.get()), links(spec))),
        maskFill,
        coco.isEmpty() ? Optional.empty() : Optional.of(boxes(spec, Storage.path(coco.get()))));
  }

  /** The boxes of the images. */
  static CocoFile boxes(InputSpec spec, Path file) throws IOException {
    return CocoFile.read(file, folder(spec));
  }

  /** Reads the samples and says what the user should know of them though nothing is wrong. */
  Dataset dataset(InputSpec spec, Source source, Source.Glance glance) throws IOException {
    Dataset dataset = dataset(source, glance);
    if (spec.labels().isEmpty()) {
      source.labelFile().ifPresent(file -> console.note("labels are those of " + file));
    }
    dataset.warnings().forEach(console::warn);
    return dataset;
  }

  Dataset dataset(Source source, Source.Glance glance) throws IOException {
    try (Progress progress = listing(source.labelFile().isPresent() ? "rows" : "files")) {
      return source.read(name -> isImage(source, name), () -> progress.advance(1), glance);
    }
  }

  /** The images that no row is about. */
  FirstNames unlabelled(Source source, Dataset dataset) throws IOException {
    try (Progress progress = listing("files")) {
      return Inspector.unlabelled(source, labelled(dataset, progress));
    }
  }

  /** Warns of images that the file which should describe all of them doesn't name. */
  void warnOfUnlabelled(Source source, Dataset dataset) throws IOException {
    if (source instanceof LabelFileSource file && file.isOfAllImages()) {
      Skipped unnamed =
          new Skipped(
              "image is named in no row and was skipped",
              "images are named in no row and were skipped");
      try (Progress progress = listing("files")) {
        source.forEachImage(labelled(dataset, progress), FileFormat::isImageName, unnamed::add);
      }
      unnamed.warning().ifPresent(console::warn);
    }
  }

  private static Predicate<String> labelled(Dataset dataset, Progress progress) {
    return name -> {
      progress.advance(1);
      return dataset.has(name);
    };
  }

  /** By its name, or in class folders by its first bytes where the name has no extension. */
  private static boolean isImage(Source source, String name) {
    boolean plain = name.indexOf('.', name.lastIndexOf('/') + 1) < 0;
    if (!plain || !(source instanceof FolderSource classes)) {
      return FileFormat.isImageName(name);
    }
    Path file = classes.images().resolve(name);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream head = Files.newInputStream(file)) {
      return FileFormat.of(head.readNBytes(FileFormat.SIGNATURE_BYTES)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private Progress listing(String unit) {
    return console.progress(new Progress.Step("listing", unit, -1, true));
  }
}
