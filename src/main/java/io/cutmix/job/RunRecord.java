package io.cutmix.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code run.json}: enough to run it again. All but {@code run} is the same for the
 * same options and data, however often and on whatever machine it runs.
 *
 * @param version of the tool
 * @param options every option that decides the result
 * @param input what was read
 * @param classes names of the soft labels' numbers, whatever form the labels have
 * @param counts what came out
 * @param failures samples that are missing, in the order of their file numbers
 * @param damaged samples that are used though their files are damaged, each once
 * @param run how it went this time
 */
public record RunRecord(
    String version,
    Options options,
    Job.Input input,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> classes,
    Counts counts,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Failure> failures,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Damage> damaged,
    Execution run) {

  /** Takes the lists as they are at this moment. */
  public RunRecord {
    classes = List.copyOf(classes);
    failures = List.copyOf(failures);
    damaged = List.copyOf(damaged);
  }

  /**
   * What is wrong with a sample's file, though all pixels are there.
   *
   * @param source its path, relative to the images folder
   */
  public record Damage(String source, String reason) {}

  /**
   * How one run went.
   *
   * @param out the output folder, as given
   * @param threads how many there were
   * @param onError what was to happen to samples that can't be read
   * @param java version of the Java that ran it
   * @param started in UTC, ISO 8601
   * @param seconds from start to the end of this run
   * @param images written by this run; fewer than in {@code counts} if it resumed an earlier
   * @param imagesPerSecond images of this run by its seconds from the first batch to the last
   * @param stages seconds that all threads together were at each step; absent where other processes
   *     did the work
   * @param report the hash of {@code report.html}, which tells the time too; absent without one
   */
  public record Execution(
      String out,
      int threads,
      @JsonProperty("on_error") RunSpec.OnError onError,
      String java,
      String started,
      double seconds,
      long images,
      @JsonProperty("images_per_second") double imagesPerSecond,
      @JsonProperty("stage_seconds") Optional<Map<String, Double>> stages,
      Optional<String> report) {}

  /**
   * The record of a run that is complete.
   *
   * @param failures those of samples that are used among them
   */
  public static RunRecord of(
      Job job, List<String> classes, Counts counts, List<Failure> failures, Execution run) {
    List<Failure> skipped = failures.stream().filter(failure -> !failure.used()).toList();
    List<Damage> damaged =
        failures.stream()
            .filter(Failure::used)
            .map(failure -> new Damage(failure.source(), failure.reason()))
            .distinct()
            .toList();
    return new RunRecord(
        job.version(), job.options(), job.input(), classes, counts, skipped, damaged, run);
  }

  /**
   * The same with a report.
   *
   * @param hash of {@code report.html}
   */
  public RunRecord withReport(String hash) {
    Execution reported = RecordJson.with(run, Map.of("report", hash));
    Options with = options.with(options.output().withReport(true));
    return new RunRecord(version, with, input, classes, counts, failures, damaged, reported);
  }

  /**
   * Reads a {@code run.json}.
   *
   * @throws JsonProcessingException if it isn't one
   */
  public static RunRecord read(JsonNode json) throws JsonProcessingException {
    return RecordJson.MAPPER.treeToValue(json, RunRecord.class);
  }

  /** All of a {@code run.json}. */
  public static ObjectNode treeOf(byte[] runJson) throws IOException {
    return RecordJson.MAPPER.readValue(runJson, ObjectNode.class);
  }

  /** Indented JSON in UTF-8, the same on every platform. */
  public byte[] toJson() {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indent);
    printer.indentArraysWith(indent);
    try {
      String text = RecordJson.MAPPER.writer(printer).writeValueAsString(this);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
