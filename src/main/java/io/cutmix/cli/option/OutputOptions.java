package io.cutmix.cli.option;

import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.job.OutputSpec.OutputFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that decide the form of what is written. */
@Command(optionListHeading = "%nForm of the output:%n")
public final class OutputOptions {
  @Option(
      names = "--labels-format",
      paramLabel = "json|jsonl|csv|parquet|shards",
      hideParamSyntax = true,
      split = ",",
      description =
          "Label files, one or several, such as json,csv: labels.json, metadata.jsonl (as Hugging"
              + " Face reads it), labels.csv, metadata.parquet. Or shards: the rows stay in the"
              + " tar files of --output-format webdataset, which shards.json lists. Default: json.")
  List<LabelsFormat> labelsFormat = List.of();

  @Option(
      names = "--label-encoding",
      paramLabel = "dense|sparse",
      description =
          "A number for every class, or the ids and weights of those that aren't 0."
              + " Default: dense.")
  LabelEncoding labelEncoding = OutputSpec.DEFAULT.labelEncoding();

  @Option(
      names = "--layout",
      paramLabel = "auto|flat|tree|sharded",
      description =
          "Folders below images/: none, one a class (that of the base image), or one a thousand"
              + " of file numbers. auto: flat up to 100,000 images, then sharded. Default: auto.")
  Layout layout = OutputSpec.DEFAULT.layout();

  @Option(
      names = "--name-pattern",
      paramLabel = "PATTERN",
      description =
          "Names of the images, of {index} (the file number; needed), {source}, {partner}, {copy},"
              + " {batch} and plain text, such as {index}-{source}. Default: ${DEFAULT-VALUE}.")
  String namePattern = OutputSpec.DEFAULT.namePattern().text();

  @Option(
      names = "--include-originals",
      description =
          "Write each image unmixed as well, as one more copy after the --copies mixed ones.")
  boolean includeOriginals;

  @Option(
      names = "--recipes-only",
      description =
          "Write recipes.jsonl alone, from which 'cutmix render' makes the same images later."
              + " Reads no more than the headers of the images.")
  boolean recipesOnly;

  @Option(
      names = "--embed-images",
      description =
          "Put the images into metadata.parquet as well, in a column image as Hugging Face stores"
              + " it. Needs --labels-format parquet.")
  boolean embedImages;

  @Option(
      names = "--report",
      description =
          "Write report.html as well: numbers, charts and some of the images, in one file.")
  boolean report;

  /** The options that say which detection boxes there are, and what becomes of them. */
  @Command(optionListHeading = "%nDetection boxes:%n")
  static final class CocoOptions {
    @Option(
        names = "--coco",
        paramLabel = "FILE",
        description =
            "COCO JSON with detection boxes of the images; those of the mixed images are written to"
                + " annotations.json.")
    @Nullable Path coco;

    @Option(
        names = "--min-visible",
        paramLabel = "S",
        description =
            "With --coco: a box of which less than this share can be seen is dropped."
                + " Default: 0.3.")
    @Nullable Double minVisible;
  }

  /** The options that put many images into a file. */
  @Command(optionListHeading = "%nShards:%n")
  static final class ShardOptions {
    @Option(
        names = "--output-format",
        paramLabel = "files|npy|webdataset",
        description =
            "A file for each image; or a shard of images: NumPy arrays images-00000.npy (unsigned"
                + " bytes, N,C,H,W) and labels-00000.npy (64-bit floats, N,K); or shards/000000.tar"
                + " as WebDataset reads it. Default: files.")
    OutputFormat outputFormat = OutputSpec.DEFAULT.outputFormat();

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
  }
}
