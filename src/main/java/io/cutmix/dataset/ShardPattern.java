package io.cutmix.dataset;

import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How shards are named all at once: {@code shards/{0000..0009}.tar}, {@code {train,extra}-0.tar},
 * {@code shards/*.tar}, and several of these with {@code ::} between them.
 */
public final class ShardPattern {
  private static final int MOST = 100_000;
  private static final String[] TARS = {".tar", ".tar.gz", ".tgz"};
  private static final String[] MDS = {".mds", ".mds.zstd", ".mds.gz", ".mds.bz2", ".mds.br"};
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)\\}");

  /** A URI after the first part, of which Java's path keeps one slash. */
  private static final Pattern LATER_URI = Pattern.compile("(::(?!file:)[a-z][a-z0-9+.-]+:/)");

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})\\.\\.([0-9]{1,9})");

  private ShardPattern() {}

  /** Whether that names shards and no folder. */
  public static boolean isMeantBy(Path images) {
    return (areTables(images) || hasEnding(images, TARS)) && !Files.isDirectory(images);
  }

  /**
   * A sample's file as the user finds it: in the folder of images, or in a shard, with its folder.
   */
  public static String place(String images, String sample) {
    if (!isMeantBy(Path.of(images))) {
      return images + "/" + sample;
    }
    return images.contains("::")
        ? sample
        : images.substring(0, images.lastIndexOf('/') + 1) + sample;
  }

  /** Whether shards hold rows, and not files as tars do. */
  public static boolean areTables(Path images) {
    return areParquet(images) || areMds(images) || areArrays(images);
  }

  /** Whether they are Parquet files. */
  public static boolean areParquet(Path images) {
    return hasEnding(images, ".parquet");
  }

  /** Whether they are those of MosaicML Streaming. */
  public static boolean areMds(Path images) {
    return hasEnding(images, MDS);
  }

  /** Whether they are arrays of NumPy. */
  public static boolean areArrays(Path images) {
    return hasEnding(images, ".npy");
  }

  /** Whether that is a shard, and no array of labels beside one of images. */
  private static boolean isShard(Path file) {
    boolean areLabels = areArrays(file) && file.getFileName().toString().startsWith("labels");
    return (areTables(file) || hasEnding(file, TARS)) && !areLabels;
  }

  private static boolean hasEnding(Path images, String... endings) {
    String name = images.toString().toLowerCase(Locale.ROOT);
    return Stream.of(endings).anyMatch(name::endsWith);
  }

  /** The same, unless two have one name. */
  static List<Path> different(List<Path> shards) {
    if (shards.stream().map(Path::getFileName).distinct().count() < shards.size()) {
      throw InvalidParameterException.contradiction(
          "images",
          "names two shards of the same file name, but samples are called by it",
          "rename one of " + KnownClasses.shown(shards.stream().map(Path::toString).toList()));
    }
    return List.copyOf(shards);
  }

  /**
   * The shards in a folder that holds neither folders nor images, or in that of a run of ours,
   * whose Parquet files hold no images of their own; by their names.
   */
  public static List<Path> in(Path folder, Predicate<String> isImage) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    boolean isOwn = Files.isRegularFile(folder.resolve("run.json"));
    List<Path> files = new ArrayList<>(isOwn ? in(folder.resolve("shards"), isImage) : List.of());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[!.]*")) {
      for (Path entry : entries) {
        if (isShard(entry) && !(isOwn && areParquet(entry))) {
          files.add(entry);
        } else if (!isOwn
            && (isImage.test(entry.getFileName().toString()) || Files.isDirectory(entry))) {
          return List.of();
        }
      }
    } catch (AccessDeniedException e) {
      throw new ProblemException(
          Problem.of("no permission to read it")
              .remedy("change its permissions or --images")
              .at(folder),
          e);
    }
    files.sort(null);
    return files;
  }

  /**
   * The shards in the order that they are named in, those of a {@code *} by name. Whether they are
   * there is only looked up for {@code *}, {@code ?} and {@code [...]}.
   *
   * @throws InvalidParameterException if the pattern is wrong
   * @throws ProblemException if no file matches
   */
  public static List<Path> expand(Path images) throws IOException {
    if (Files.isRegularFile(images)) {
      return List.of(images);
    }
    List<Path> shards = new ArrayList<>();
    for (String part : withHosts(images.toString()).split("::", -1)) {
      for (String name : withoutBraces(part).toList()) {
        shards.addAll(matching(Storage.path(name)));
      }
    }
    return shards.stream().distinct().toList();
  }

  /** URIs name a host, unless the first one names none. */
  private static String withHosts(String parts) {
    return parts.contains(":///") ? parts : LATER_URI.matcher(parts).replaceAll("$1/");
  }

  private static Stream<String> withoutBraces(String text) {
    Matcher braces = BRACES.matcher(text);
    if (!braces.find()) {
      return Stream.of(text);
    }
    String before = text.substring(0, braces.start());
    String after = text.substring(braces.end());
    return choices(braces.group(1)).flatMap(choice -> withoutBraces(before + choice + after));
  }

  private static Stream<String> choices(String braces) {
    Matcher range = RANGE.matcher(braces);
    if (!range.matches()) {
      return Stream.of(braces.split(",", -1));
    }
    int first = Integer.parseInt(range.group(1));
    int last = Integer.parseInt(range.group(2));
    if (last < first || last - first >= MOST) {
      throw InvalidParameterException.outOfRange(
          "images",
          "must have ranges upwards of at most %d shards".formatted(MOST),
          "{" + braces + "}");
    }
    String format = "%0" + range.group(1).length() + "d";
    return IntStream.rangeClosed(first, last).mapToObj(format::formatted);
  }

  private static List<Path> matching(Path shard) throws IOException {
    String name = shard.getFileName().toString();
    if (name.chars().noneMatch(letter -> "*?[".indexOf(letter) >= 0)) {
      return List.of(shard);
    }
    Path folder = shard.resolveSibling("").toAbsolutePath();
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name)) {
        files.forEach(file -> found.add(shard.resolveSibling(file.getFileName())));
        found.removeIf(file -> areArrays(file) && !isShard(file));
      }
    }
    if (found.isEmpty()) {
      throw new ProblemException(
          Problem.of("no shard matches %s", shard).remedy("correct --images"));
    }
    found.sort(null);
    return found;
  }
}
