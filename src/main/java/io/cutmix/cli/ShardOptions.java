package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that put many images into a file. Recorded where they aren't the default. */
@Command(optionListHeading = "%nShards:%n")
final class ShardOptions {
  private static final int DEFAULT_SIZE = 1000;

  @Option(
      names = "--output-format",
      paramLabel = "files|npy|webdataset",
      description =
          "A file for each image; or a shard of images: NumPy arrays images-00000.npy (unsigned"
              + " bytes, N,C,H,W) and labels-00000.npy (64-bit floats, N,K); or shards/000000.tar"
              + " as WebDataset reads it. Default: files.")
  OutputFormat outputFormat = OutputFormat.FILES;

  @Option(
      names = "--shard-size",
      paramLabel = "N",
      description =
          "Images in a shard of --output-format npy or webdataset, rounded up to whole batches."
              + " Default: 1000.")
  @Nullable Integer shardSize;

  @Option(
      names = "--shard-bytes",
      paramLabel = "N",
      description =
          "Bytes that a tar file has at most; a shard that has more is split into"
              + " shards/000000-000.tar, 000000-001.tar and so on. Default: no limit.")
  @Nullable Long shardBytes;

  /** What {@code --output-format} may be. */
  enum OutputFormat {
    FILES,
    NPY,
    WEBDATASET
  }

  /**
   * Checks what the types don't.
   *
   * @throws IllegalArgumentException if an option is out of range or two contradict each other
   */
  void check(OutputOptions output) {
    if (shardBytes != null && outputFormat != OutputFormat.WEBDATASET) {
      throw new IllegalArgumentException(
          "--shard-bytes is for --output-format webdataset; give both or neither");
    }
    if (output.isLeavingRows() && outputFormat != OutputFormat.WEBDATASET) {
      throw new IllegalArgumentException(
          "--labels-format shards leaves the rows in the tar files of --output-format webdataset;"
              + " give both, or another --labels-format");
    }
    if (shardSize != null && !isSharded()) {
      throw new IllegalArgumentException(
          "--shard-size is for --output-format npy or webdataset; give both or neither");
    }
    if (shardSize() < 1) {
      throw new IllegalArgumentException("shard-size must be at least 1, but was " + shardSize);
    }
    if (shardBytes != null && shardBytes < 1) {
      throw new IllegalArgumentException("shard-bytes must be at least 1, but was " + shardBytes);
    }
    if (isSharded() && output.isAboutFiles()) {
      throw new IllegalArgumentException(
          "--recipes-only, --embed-images, --layout and --name-pattern are for image files; leave"
              + " them out with --output-format npy or webdataset");
    }
  }

  boolean isSharded() {
    return outputFormat != OutputFormat.FILES;
  }

  /** Images in a shard. */
  int shardSize() {
    return shardSize == null ? DEFAULT_SIZE : shardSize;
  }

  void addTo(ObjectNode json) {
    if (isSharded()) {
      json.put("output-format", outputFormat.name().toLowerCase(Locale.ROOT));
      json.put("shard-size", shardSize());
      if (shardBytes != null) {
        json.put("shard-bytes", shardBytes);
      }
    }
  }
}
