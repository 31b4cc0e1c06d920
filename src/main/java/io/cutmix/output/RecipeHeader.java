package io.cutmix.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.Job;
import io.cutmix.job.Options;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first line of {@code recipes.jsonl}: what rendering needs beside the rows and the pictures.
 *
 * @param version of this format
 * @param cutmix version of the tool that wrote it; another may write other bytes
 * @param options of the run, under their long names
 * @param samples how many the data set has
 * @param fingerprint of the data set
 * @param classes names of the soft labels' numbers
 */
@JsonPropertyOrder({"version", "cutmix", "options", "samples", "fingerprint", "classes"})
public record RecipeHeader(
    int version,
    String cutmix,
    Options options,
    int samples,
    String fingerprint,
    List<String> classes) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  /** Refuses other versions and what is missing. */
  public RecipeHeader {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version must be %d, but was %d".formatted(VERSION, version));
    }
    requireNonNull(cutmix, "cutmix");
    requireNonNull(options, "options");
    requireNonNull(fingerprint, "fingerprint");
    classes = List.copyOf(classes);
  }

  static RecipeHeader of(Job job, List<String> classes) {
    Job.Input input = job.input();
    return new RecipeHeader(
        VERSION, job.version(), job.options(), input.samples(), input.fingerprint(), classes);
  }

  /** Null if the text is. */
  static @Nullable RecipeHeader of(String json) throws JsonProcessingException {
    return JSON.readValue(json, RecipeHeader.class);
  }

  String toJson() throws JsonProcessingException {
    return JSON.writeValueAsString(this);
  }
}
