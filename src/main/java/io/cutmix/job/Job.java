package io.cutmix.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What a run's result depends on. Two runs with equal jobs write the same bytes.
 *
 * @param version of the tool
 * @param options every option that decides the result
 * @param input what is read
 */
public record Job(String version, Options options, Input input) {
  private static final String NOT_GIVEN = "not given";
  private static final String FILE = "given";

  /** Refuses what is missing, since a file of that name may come from elsewhere. */
  public Job {
    requireNonNull(version, "version");
    requireNonNull(options, "options");
    requireNonNull(input, "input");
  }

  /**
   * The data set of a run.
   *
   * @param source where it is and how it is read
   * @param samples how many there are
   * @param fingerprint of names, labels and sizes; the same wherever the files lie
   * @param boxes the same of detection boxes, if there are some
   */
  public record Input(InputSpec source, int samples, String fingerprint, Optional<String> boxes) {

    /** Refuses what is missing. */
    public Input {
      requireNonNull(source, "source");
      requireNonNull(fingerprint, "fingerprint");
    }

    /** The options that say where it is, by their long names. */
    public Map<String, String> texts() {
      return RecordJson.texts(RecordJson.write(source));
    }
  }

  /** Whether that is a record of some version; one that a power cut has torn isn't. */
  public static boolean isRecord(byte[] json) throws IOException {
    try {
      return RecordJson.MAPPER.readTree(json).path("version").isTextual();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Reads the job of a record, which may hold more.
   *
   * @throws com.fasterxml.jackson.core.JacksonException if it isn't one
   */
  public static Job read(byte[] json) throws IOException {
    return RecordJson.MAPPER.readValue(json, Job.class);
  }

  /** The same as JSON. */
  public byte[] toJson() {
    return RecordJson.bytes(this);
  }

  /** The same with other texts for its files, such as absolute paths. */
  public Job withFiles(UnaryOperator<String> path) {
    Input moved =
        new Input(input.source.withFiles(path), input.samples, input.fingerprint, input.boxes);
    return new Job(version, options.withFiles(path), moved);
  }

  /** A text that is another for a job that {@link #differencesFrom} this one, wherever it runs. */
  public String key() {
    Options unreported = options.with(options.output().withReport(false));
    String texts = unreported.withFiles(file -> FILE).toJson().toString();
    String key = version + "\n" + input.fingerprint + input.boxes.orElse("") + "\n" + texts;
    return UUID.nameUUIDFromBytes(key.getBytes(UTF_8)).toString();
  }

  /** How this job differs from an earlier one, option by option; empty if the images don't. */
  public List<String> differencesFrom(Job earlier) {
    List<String> differences = new ArrayList<>();
    if (!version.equals(earlier.version)) {
      differences.add("the version was " + earlier.version + " and is " + version);
    }
    // Files are told by what is in them, not by where they lie.
    Map<String, String> is = options.withFiles(file -> FILE).texts();
    Map<String, String> was = earlier.options.withFiles(file -> FILE).texts();
    TreeSet<String> names = new TreeSet<>(is.keySet());
    names.addAll(was.keySet());
    names.remove("report"); // which can be made of a run later
    for (String name : names) {
      String then = was.getOrDefault(name, NOT_GIVEN);
      String now = is.getOrDefault(name, NOT_GIVEN);
      if (!then.equals(now)) {
        differences.add("--%s was %s and is %s".formatted(name, then, now));
      }
    }
    if (!input.fingerprint.equals(earlier.input.fingerprint)) {
      differences.add(
          "the data set has changed (%d samples then, %d now, or other files or labels)"
              .formatted(earlier.input.samples, input.samples));
    }
    if (!input.boxes.equals(earlier.input.boxes)) {
      differences.add("the boxes of --coco have changed");
    }
    return differences;
  }
}
