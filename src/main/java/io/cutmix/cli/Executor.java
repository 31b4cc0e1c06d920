package io.cutmix.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.image.CodecChoice;
import io.cutmix.output.JobRecord;
import io.cutmix.output.LabelsSettings;
import io.cutmix.output.OutputFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A process on another machine that joins a job, of which it gets the record. */
final class Executor {
  private static final JsonMapper JSON = new JsonMapper();

  private Executor() {}

  /** The record as it travels. */
  static String toJson(JobRecord job) {
    try {
      return JSON.writeValueAsString(job);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JobRecord record(String json) throws IOException {
    return JSON.readValue(json, JobRecord.class);
  }

  /** That of this process. One whose decoder hangs is given up, and Spark starts another. */
  static Console console() {
    Shell shell = new Shell(System.out, System.err, Map.of(), Runtime.getRuntime()::halt);
    return new Console(shell, new MessageOptions(), "augment");
  }

  /** The output folder, which the driver has opened. */
  static OutputFolder join(RunOptions run, JobRecord job, LabelsSettings labels) {
    return OutputFolder.join(run.out, job, labels, UUID.randomUUID().toString());
  }

  /**
   * Other codecs write other bytes.
   *
   * @param wanted by the options
   */
  static void requireSameCodec(JobRecord job, CodecChoice wanted) throws IOException {
    String began = job.options().path("codec").asText();
    String found =
        NativeLibraries.loading(wanted).codecInUse(reason -> {}).name().toLowerCase(Locale.ROOT);
    if (!found.equals(began)) {
      throw new IOException(
          "an executor can load the codec %s only, and the run began with %s; use cutmix augment"
                  .formatted(found, began)
              + " --codec imageio");
    }
  }
}
