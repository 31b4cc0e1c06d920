package io.cutmix.cli;

import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.work.PlannedSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * About how much a run would write, by a few of its images that are made in memory. Files of masks
 * and what a file system adds aren't counted.
 *
 * @param images bytes
 * @param labels bytes
 */
record SizeEstimate(long images, long labels) {
  private static final int SAMPLES = 16;

  /** Of a member of a tar file: its header, and half of the last block that it fills. */
  private static final int TAR_BYTES = 512 + 256;

  /** Of what can be read; nothing if that is none. */
  static SizeEstimate of(PlannedWork work, Request request) throws IOException {
    OutputSpec output = work.options().output();
    List<PlannedSample> samples =
        work.samples(SAMPLES, work.plan().batches(), request, OnError.SKIP);
    long images = 0;
    long labels = 0;
    for (PlannedSample sample : samples) {
      images += imageBytes(output, sample);
      labels += labelBytes(output, sample);
    }
    double times = (double) work.plan().files() / Math.max(1, samples.size());
    return new SizeEstimate(Math.round(times * images), Math.round(times * labels));
  }

  private static long imageBytes(OutputSpec output, PlannedSample sample) {
    if (output.recipesOnly()) {
      return 0;
    }
    long encoded = sample.pair().image().length;
    return switch (output.outputFormat()) {
      case FILES -> output.embedImages() ? 2 * encoded : encoded;
      case NPY -> sample.pair().shape().bytes();
      case WEBDATASET -> encoded + TAR_BYTES;
      case MDS -> encoded;
    };
  }

  private static long labelBytes(OutputSpec output, PlannedSample sample) throws IOException {
    String row = sample.row().toJson(output.labelEncoding()) + "\n";
    long bytes = row.getBytes(StandardCharsets.UTF_8).length;
    boolean inShards = output.labels().equals(List.of(LabelsFormat.SHARDS));
    long rows = inShards ? 0 : Math.max(1, output.labels().size()) * bytes;
    return switch (output.outputFormat()) {
      case FILES -> rows;
      case NPY -> rows + (long) Double.BYTES * sample.row().softLabel().length;
      case WEBDATASET -> rows + bytes + TAR_BYTES;
      case MDS -> rows + bytes;
    };
  }
}
