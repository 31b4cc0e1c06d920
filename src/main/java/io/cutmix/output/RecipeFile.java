package io.cutmix.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.Job;
import io.cutmix.job.JsonReason;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.Box;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.storage.Storage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of recipes, as {@code --recipes-only} writes it, in units of rows of one batch. Holds the
 * place of each unit in memory and reads the rows when asked. Immutable and thread-safe.
 */
public final class RecipeFile {
  private static final Pattern LEAVES_ITS_FOLDER =
      Pattern.compile(
          (File.separatorChar == '\\' ? "[A-Za-z]:.*|.*\\\\.*" : "") + "|/.*|(.*/)?\\.\\.(/.*)?",
          Pattern.DOTALL);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Of a share that is computed by a division. */
  private static final double TOLERANCE = 1e-12;

  private final Path file;
  private final Header header;
  private final ImageNaming naming;
  private final List<Unit> units = new ArrayList<>();
  private Optional<String> specialName = Optional.empty();
  private long rows;

  /** Rows from a place in the file on. */
  private record Unit(long offset, long line, int copy, int batch, int rows) {
    Unit withOneMore() {
      return new Unit(offset, line, copy, batch, rows + 1);
    }
  }

  private RecipeFile(Path file, Header header) {
    this.file = file;
    this.header = header;
    Options options = header.options();
    this.naming = ImageNaming.of(options.output(), (long) options.copies() * header.samples());
  }

  /**
   * Reads the header and checks every row.
   *
   * @param from number of the first row that is wanted, from 0
   * @param to number of the row after the last; later ones are left out
   * @throws IOException if the file can't be read or isn't one of recipes; the message says where
   */
  public static RecipeFile open(Path file, long from, long to) throws IOException {
    try (Lines lines = new Lines(file, 0, 1)) {
      RecipeFile recipes = new RecipeFile(file, header(file, lines));
      SingleClasses classes = new SingleClasses(recipes.header);
      long last = -1;
      while (lines.next()) {
        LabelRow row = recipes.row(lines);
        recipes.noteNames(row);
        last = recipes.number(row, last, lines);
        if (recipes.header.singleClasses() && !classes.fit(row)) {
          throw broken(file, lines.number(), "soft_label isn't that of its images by lam");
        }
        if (recipes.rows >= from && recipes.rows < to) {
          recipes.add(row, lines);
        }
        recipes.rows++;
      }
      if (recipes.rows == 0) {
        throw new ProblemException(
            Problem.of("has no rows behind its first line")
                .remedy("get the file again if it was cut off")
                .at(file));
      }
      return recipes;
    }
  }

  private static Header header(Path file, Lines lines) throws IOException {
    try {
      if (lines.next()) {
        Header header = Header.of(lines.text());
        if (header != null) {
          return header;
        }
      }
      throw broken(file, 1, "nothing is in it");
    } catch (ValueInstantiationException e) {
      if (e.getCause() instanceof InvalidParameterException unknown) {
        throw new ProblemException(
            Problem.of("options that this version doesn't know: " + unknown.getMessage())
                .remedy("use cutmix " + JSON.readTree(lines.text()).path("cutmix").asText())
                .at(file, 1),
            e);
      }
      throw broken(file, 1, JsonReason.of(e));
    } catch (JacksonException e) {
      throw broken(file, 1, JsonReason.of(e));
    }
  }

  private void noteNames(LabelRow row) {
    if (specialName.isEmpty()) {
      specialName =
          Stream.of(row.source(), row.partner()).filter(ImageFolder::isSpecial).findFirst();
    }
  }

  private void add(LabelRow row, Lines lines) {
    int last = units.size() - 1;
    if (last >= 0
        && units.get(last).copy() == row.copy()
        && units.get(last).batch() == row.batch()) {
      units.set(last, units.get(last).withOneMore());
    } else {
      units.add(new Unit(lines.offset(), lines.number(), row.copy(), row.batch(), 1));
    }
  }

  private LabelRow row(Lines lines) throws IOException {
    try {
      LabelRow row = LabelRow.of(JSON.readTree(lines.text()), header.classes().size());
      requireInside(row.source());
      requireInside(row.partner());
      requireInside(row.fileName());
      requireOwnBox(row);
      if (!row.fileName().startsWith(OutputFolder.IMAGES)) {
        throw new IllegalArgumentException(
            "file_name must begin with images/, but was " + row.fileName());
      }
      return row;
    } catch (JacksonException e) {
      throw broken(file, lines.number(), JsonReason.of(e));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw broken(file, lines.number(), String.valueOf(e.getMessage()));
    }
  }

  private void requireOwnBox(LabelRow row) {
    Size size = header.options().image().size().orElseThrow();
    if (row.bbox().x2() > size.width() || row.bbox().y2() > size.height()) {
      throw new IllegalArgumentException(
          "bbox %s leaves the image of %d x %d".formatted(row.bbox(), size.width(), size.height()));
    }
    double lam = row.bbox().keptFraction(size.height(), size.width());
    if (!(Math.abs(row.lam() - lam) <= TOLERANCE)) {
      throw new IllegalArgumentException("lam is %s, but %s by its bbox".formatted(row.lam(), lam));
    }
    if (!row.isMixed() && !row.bbox().equals(Box.EMPTY)) {
      throw new IllegalArgumentException("bbox of an image that is its own partner isn't 0,0,0,0");
    }
    if (row.label().length() != header.classes().size()) {
      throw new IllegalArgumentException(
          "soft_label has %d numbers for %d classes"
              .formatted(row.label().length(), header.classes().size()));
    }
  }

  /** The number of a row's image, which is higher than the last one and belongs to its copy. */
  private long number(LabelRow row, long last, Lines lines) throws IOException {
    long number;
    try {
      number = naming.number(row.fileName());
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw broken(file, lines.number(), row.fileName() + " has no number");
    }
    if (number <= last
        || row.copy() >= header.options().copies()
        || number / header.samples() != row.copy()) {
      String reason = "%s is no file of copy %d that comes after number %d";
      throw broken(file, lines.number(), reason.formatted(row.fileName(), row.copy(), last));
    }
    int batch = batchOf((int) (number % header.samples()));
    if (row.batch() != batch) {
      String reason = "batch is %d, but %d by the number of the image";
      throw broken(file, lines.number(), reason.formatted(row.batch(), batch));
    }
    if (!names(row, number).contains(row.fileName())) {
      String reason = "%s isn't the name of an image of %s and %s";
      throw broken(
          file, lines.number(), reason.formatted(row.fileName(), row.source(), row.partner()));
    }
    return number;
  }

  /** A sample that would be left over alone goes with those before it. */
  private int batchOf(int position) {
    int size = header.options().mix().batchSize();
    int batches = header.samples() / size + (header.samples() % size > 1 ? 1 : 0);
    return Math.min(position / size, Math.max(0, batches - 1));
  }

  /** What its image may be called: its class and the format of its source aren't known. */
  private Set<String> names(LabelRow row, long number) {
    ImageNaming.Named image =
        new ImageNaming.Named(number, row.source(), row.partner(), row.copy(), row.batch());
    List<String> folders = naming.layout() == Layout.TREE ? header.classes() : List.of("");
    Set<String> names = new HashSet<>();
    for (String folder : folders) {
      String path = naming.path(image, () -> folder);
      for (FileFormat source : List.of(FileFormat.JPEG, FileFormat.PNG)) {
        FileFormat format = Encoding.of(header.options().image(), source).format();
        names.add(path + "." + format.extension());
      }
    }
    return names;
  }

  private static void requireInside(String name) {
    if (LEAVES_ITS_FOLDER.matcher(name).matches()) {
      throw new IllegalArgumentException("\"" + name + "\" leaves its folder");
    }
  }

  private static ProblemException broken(Path file, long line, String reason) {
    return new ProblemException(
        Problem.of("is no recipe (" + reason + ")")
            .remedy("take the file as cutmix augment --recipes-only wrote it")
            .at(file, Math.toIntExact(line)));
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /** What the first line says. */
  public Header header() {
    return header;
  }

  /** The first source whose name depends on the character set of file names. */
  public Optional<String> specialName() {
    return specialName;
  }

  /** How many rows the file has, wanted or not. */
  public long rows() {
    return rows;
  }

  /** How many units have wanted rows. */
  public long units() {
    return units.size();
  }

  /** How many rows of a unit are wanted. */
  public int rowsOf(long unit) {
    return units.get((int) unit).rows();
  }

  /** The rows of a unit that are wanted. */
  public List<LabelRow> read(long unit) throws IOException {
    Unit wanted = units.get((int) unit);
    List<LabelRow> read = new ArrayList<>(wanted.rows());
    try (Lines lines = new Lines(file, wanted.offset(), wanted.line())) {
      while (read.size() < wanted.rows() && lines.next()) {
        read.add(row(lines));
      }
    }
    return read;
  }

  /**
   * The first line of {@code recipes.jsonl}: what rendering needs beside the rows and the images.
   *
   * @param version of this format
   * @param cutmix version of the tool that wrote it; another may write other bytes
   * @param options of the run, under their long names
   * @param samples how many the data set has
   * @param singleClasses whether each of them has one class, so that a label follows from two
   * @param fingerprint of the data set
   * @param classes names of the soft labels' numbers
   */
  @JsonPropertyOrder({
    "version",
    "cutmix",
    "options",
    "samples",
    "single_classes",
    "fingerprint",
    "classes"
  })
  public record Header(
      int version,
      String cutmix,
      Options options,
      int samples,
      @JsonProperty("single_classes") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          boolean singleClasses,
      String fingerprint,
      List<String> classes) {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    /** Refuses other versions and what is missing. */
    public Header {
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "version must be %d, but was %d".formatted(VERSION, version));
      }
      requireNonNull(cutmix, "cutmix");
      requireNonNull(options, "options");
      if (options.image().size().isEmpty() || samples < 1) {
        throw new IllegalArgumentException("size or samples is missing");
      }
      requireNonNull(fingerprint, "fingerprint");
      classes = List.copyOf(classes);
    }

    static Header of(Job job, List<String> classes, boolean singleClasses) {
      Job.Input input = job.input();
      return new Header(
          VERSION,
          job.version(),
          job.options(),
          input.samples(),
          singleClasses,
          input.fingerprint(),
          classes);
    }

    /** Null if the text is. */
    static @Nullable Header of(String json) throws JsonProcessingException {
      return JSON.readValue(json, Header.class);
    }

    String toJson() throws JsonProcessingException {
      return JSON.writeValueAsString(this);
    }
  }

  /**
   * Holds labels of images with a class each against λ, and against what the other rows of the
   * batch, where an image is base once and partner once, tell of its class. Not thread-safe.
   */
  private static final class SingleClasses {
    private final double own;
    private final double rest;
    private final Map<String, Integer> known = new HashMap<>();
    private int copy = -1;
    private int batch = -1;

    SingleClasses(Header header) {
      double smoothing = header.options().mix().labelSmoothing();
      this.own = 1 - smoothing;
      this.rest = smoothing / header.classes().size();
    }

    boolean fit(LabelRow row) {
      if (row.copy() != copy || row.batch() != batch) {
        known.clear();
        copy = row.copy();
        batch = row.batch();
      }
      double[] label = row.softLabel();
      int[] there = IntStream.range(0, label.length).filter(i -> !near(label[i], rest)).toArray();
      double kept = rest + row.lam() * own;
      double filled = rest + (1 - row.lam()) * own;
      return switch (there.length) {
        case 0 -> near(own, 0);
        case 1 ->
            near(label[there[0]], rest + own)
                && (near(kept, rest) || isClass(row.source(), there[0]))
                && (near(filled, rest) || isClass(row.partner(), there[0]));
        case 2 -> {
          int base = near(label[there[0]], kept) ? there[0] : there[1];
          int partner = there[0] + there[1] - base;
          yield near(label[base], kept)
              && near(label[partner], filled)
              && (near(kept, filled)
                  || (isClass(row.source(), base) && isClass(row.partner(), partner)));
        }
        default -> false;
      };
    }

    private boolean isClass(String image, int number) {
      return known.merge(image, number, (before, now) -> before) == number;
    }

    private static boolean near(double one, double other) {
      return Math.abs(one - other) <= TOLERANCE;
    }
  }

  /** The lines of a file and where each begins, which a reader of characters doesn't know. */
  static final class Lines implements AutoCloseable {
    /** The first line holds the names of all classes. */
    private static final int LONGEST = 1 << 24;

    private final Path file;
    private final InputStream stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;
    private long nextOffset;
    private long nextNumber;

    Lines(Path file, long offset, long number) throws IOException {
      this.file = file;
      this.stream = new BufferedInputStream(Storage.stream(file));
      stream.skipNBytes(offset);
      this.nextOffset = offset;
      this.nextNumber = number;
    }

    boolean next() throws IOException {
      line.reset();
      offset = nextOffset;
      int b = stream.read();
      boolean there = b >= 0;
      for (; b >= 0 && b != '\n'; b = stream.read()) {
        line.write(b);
        if (line.size() > LONGEST) {
          throw new ProblemException(
              Problem.of("the line is longer than %,d bytes".formatted(LONGEST))
                  .remedy("take the file as cutmix augment --recipes-only wrote it")
                  .at(file, Math.toIntExact(nextNumber)));
        }
      }
      nextOffset = offset + line.size() + 1;
      nextNumber++;
      return there;
    }

    String text() {
      return line.toString(StandardCharsets.UTF_8);
    }

    long offset() {
      return offset;
    }

    long number() {
      return nextNumber - 1;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
