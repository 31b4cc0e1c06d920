package io.cutmix.job;

import static io.cutmix.mix.InvalidParameterException.contradiction;
import static io.cutmix.mix.InvalidParameterException.outOfRange;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where the result goes and how the run goes on; none of it changes an image.
 *
 * @param out folder, as the user names it
 * @param overwrite whether what an earlier run wrote there is removed first
 * @param maxPixels more than these and an image can't be read
 * @param imageTimeout seconds after which an image can't be read
 * @param threads images worked on at once
 * @param readAhead files read at once, at most, beside those that the threads read
 * @param engine what does the work
 * @param master Spark's cluster; absent for that of spark-submit
 * @param onError what an image that can't be read means
 */
public record RunSpec(
    @Option(label = "DIR", alias = "-o") String out,
    @Option boolean overwrite,
    @Option(label = "N", value = "" + MAX_PIXELS) long maxPixels,
    @Option(label = "SECONDS", value = "" + IMAGE_TIMEOUT) int imageTimeout,
    @Option(label = "N", alias = "-j") int threads,
    @Option(label = "N", value = "" + READ_AHEAD) int readAhead,
    @Option(value = "local") EngineChoice engine,
    @Option(label = "URL") Optional<String> master,
    @Option(value = "fail") OnError onError) {
  /** An image of 16,000 by 8,000 pixels. */
  public static final long MAX_PIXELS = 128_000_000;

  /** Seconds: a hundred times what the largest image takes. */
  public static final int IMAGE_TIMEOUT = 120;

  /** Files that are read at once, at most. */
  public static final int READ_AHEAD = 512;

  private static final int MAX_THREADS = 32767;
  private static final int MOST_READ_AHEAD = 4096;

  /** Refuses what is out of range and what can't be together. */
  public RunSpec {
    requireThreads(threads);
    if (readAhead < 0 || readAhead > MOST_READ_AHEAD) {
      throw outOfRange("read-ahead", "must be in 0.." + MOST_READ_AHEAD, readAhead);
    }
    if (engine == EngineChoice.LOCAL && master.isPresent()) {
      throw contradiction("master", "is for --engine spark", "give both or neither");
    }
  }

  /** The same number, unless it is out of range. */
  public static int requireThreads(int threads) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw outOfRange("threads", "must be in 1.." + MAX_THREADS, threads);
    }
    return threads;
  }

  /** The values of options by their long names; all but the cluster must be there. */
  public static RunSpec given(Map<String, ?> values) {
    return RecordJson.given(values, RunSpec.class);
  }

  /** Reads what {@link #toJson} wrote. */
  public static RunSpec read(byte[] json) throws IOException {
    return RecordJson.MAPPER.readValue(json, RunSpec.class);
  }

  /** The same as JSON. */
  public byte[] toJson() {
    return RecordJson.bytes(this);
  }

  /** The same with another text for its folder. */
  public RunSpec withOut(String folder) {
    return RecordJson.with(this, Map.of("out", folder));
  }

  /** What does the work. */
  public enum EngineChoice {
    LOCAL,
    SPARK
  }

  /** What happens when a sample can't be read. */
  public enum OnError {
    /** The run ends and names it. */
    FAIL,
    /** It leaves a gap, is named in the record, and the run goes on. */
    SKIP
  }
}
