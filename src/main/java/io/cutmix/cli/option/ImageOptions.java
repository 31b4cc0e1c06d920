package io.cutmix.cli.option;

import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.Channels;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.ImageSpec.Format;
import io.cutmix.job.ImageSpec.Icc;
import io.cutmix.job.ImageSpec.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say what images are turned into. */
@Command(optionListHeading = "%nImages:%n")
public final class ImageOptions {
  @Option(
      names = {"--size"},
      paramLabel = "N|HxW|bucket")
  @Nullable Size size;

  @Option(names = "--fit", paramLabel = "cover|contain|stretch")
  @Nullable Fit fit;

  @Option(names = "--channels", paramLabel = "auto|rgb|gray|rgba")
  Channels channels = ImageSpec.DEFAULT.channels();

  @Option(names = "--background", paramLabel = "COLOR")
  String background = ImageSpec.DEFAULT.background().toString();

  @Option(names = "--format", paramLabel = "auto|png|jpeg|webp|tiff|bmp")
  Format format = ImageSpec.DEFAULT.format();

  @Option(names = "--quality", paramLabel = "1..100")
  int quality = ImageSpec.DEFAULT.quality();

  @Option(names = "--codec", paramLabel = "auto|opencv|imageio")
  CodecChoice codec = ImageSpec.DEFAULT.codec();

  @Option(names = "--icc", paramLabel = "convert|ignore")
  Icc icc = ImageSpec.DEFAULT.icc();

  @Option(names = "--exif", paramLabel = "apply|ignore")
  Exif exif = ImageSpec.DEFAULT.exif();

  @Option(names = "--subsampling", paramLabel = "420|444")
  int subsampling = ImageSpec.DEFAULT.subsampling();

  @Option(names = "--depth", paramLabel = "8|16")
  int depth = ImageSpec.DEFAULT.depth();

  @Option(names = "--masks", paramLabel = "DIR")
  @Nullable Path masks;
}
