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
      paramLabel = "N|HxW|bucket",
      description =
          "Rows and columns of every image. bucket: those of each source image, which is mixed only"
              + " with images of its own size. Default: that of the source images, if they have one"
              + " size.")
  @Nullable Size size;

  @Option(
      names = "--fit",
      paramLabel = "cover|contain|stretch",
      description =
          "With --size: fill it and crop the center, fit into it and pad, or distort."
              + " Default: cover.")
  @Nullable Fit fit;

  @Option(
      names = "--channels",
      paramLabel = "auto|rgb|gray|rgba",
      description =
          "Channels of every image. auto: gray if every source image is gray, else rgb."
              + " Default: auto.")
  Channels channels = ImageSpec.DEFAULT.channels();

  @Option(
      names = "--background",
      paramLabel = "COLOR",
      description =
          "What shows through transparent pixels and pads --fit contain: black, white, #rrggbb."
              + " Default: ${DEFAULT-VALUE}.")
  String background = ImageSpec.DEFAULT.background().toString();

  @Option(
      names = "--format",
      paramLabel = "auto|png|jpeg|webp|tiff|bmp",
      description =
          "Format of the images. auto: as the source, if that is JPEG or PNG, else PNG."
              + " Default: auto.")
  Format format = ImageSpec.DEFAULT.format();

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      description = "Quality of JPEG and WebP images. Default: ${DEFAULT-VALUE}.")
  int quality = ImageSpec.DEFAULT.quality();

  @Option(
      names = "--codec",
      paramLabel = "auto|opencv|imageio",
      description =
          "What decodes and encodes. auto: OpenCV for JPEG and a codec of our own for PNG where"
              + " they run, ImageIO for all else. Default: auto.")
  CodecChoice codec = ImageSpec.DEFAULT.codec();

  @Option(
      names = "--icc",
      paramLabel = "convert|ignore",
      description =
          "Colors with an embedded profile are converted to sRGB, or taken as they are stored."
              + " Default: convert.")
  Icc icc = ImageSpec.DEFAULT.icc();

  @Option(
      names = "--exif",
      paramLabel = "apply|ignore",
      description =
          "Images are turned upright by their EXIF orientation, or stay as they are stored: for"
              + " boxes and masks that were drawn on unturned images. Default: apply.")
  Exif exif = ImageSpec.DEFAULT.exif();

  @Option(
      names = "--subsampling",
      paramLabel = "420|444",
      description =
          "Colors of JPEG images: 420 stores a quarter of them, 444 all."
              + " Default: ${DEFAULT-VALUE}.")
  int subsampling = ImageSpec.DEFAULT.subsampling();

  @Option(
      names = "--depth",
      paramLabel = "8|16",
      description =
          "Bits of each channel. 16: PNG and TIFF of 16 bits stay as they are, and all images are"
              + " PNG. Default: ${DEFAULT-VALUE}.")
  int depth = ImageSpec.DEFAULT.depth();

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "Folder of masks, PNGs of the images' paths and names: mixed by the same boxes and"
              + " written to masks/.")
  @Nullable Path masks;
}
