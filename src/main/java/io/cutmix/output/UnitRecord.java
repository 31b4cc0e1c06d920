package io.cutmix.output;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.storage.Stamp;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of a unit of work, as JSON in one line.
 *
 * @param state what it was made of; empty once the run is finished
 * @param counts of its images
 * @param failures samples that are missing, in the order of their file numbers
 * @param files that hold its images, by their paths relative to the output folder
 */
@JsonPropertyOrder({"state", "counts", "failures", "files"})
record UnitRecord(
    String state, Counts counts, List<Failure> failures, SortedMap<String, Stamp> files) {
  private static final JsonMapper JSON = new JsonMapper();

  static UnitRecord parse(String line) throws IOException {
    return JSON.readValue(line, UnitRecord.class);
  }

  String toJson() throws IOException {
    return JSON.writeValueAsString(this);
  }

  /** The part of it that doesn't depend on when the input was written. */
  UnitRecord withoutState() {
    return new UnitRecord("", counts, failures, files);
  }
}
