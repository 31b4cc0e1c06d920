package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.Links;
import io.cutmix.image.Background;
import io.cutmix.image.CodecChoice;
import io.cutmix.image.FileFormat;
import io.cutmix.image.Fit;
import io.cutmix.image.Icc;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.pipeline.Masks;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.pipeline.PictureSurvey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what pictures are turned into. */
@Command(optionListHeading = "%nImages:%n")
final class PictureOptions {
  @Option(
      names = {"--size"},
      paramLabel = "N|HxW|bucket",
      converter = PictureSize.Converter.class,
      description =
          "Rows and columns of every image. bucket: those of each picture, which is mixed only with"
              + " pictures of its own size. Default: that of the pictures, if they have one size.")
  @Nullable PictureSize size;

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
          "Channels of every image. auto: gray if every picture is gray, else rgb."
              + " Default: auto.")
  Channels channels = Channels.AUTO;

  @Option(
      names = "--background",
      paramLabel = "COLOR",
      description =
          "What shows through transparent pixels and pads --fit contain: black, white, #rrggbb."
              + " Default: ${DEFAULT-VALUE}.")
  String background = "black";

  @Option(
      names = "--format",
      paramLabel = "auto|png|jpeg|webp|tiff|bmp",
      description =
          "Format of the images. auto: as the source, if that is JPEG or PNG, else PNG."
              + " Default: auto.")
  Format format = Format.AUTO;

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      description = "Quality of JPEG and WebP images. Default: ${DEFAULT-VALUE}.")
  int quality = 95;

  @Option(
      names = "--codec",
      paramLabel = "auto|opencv|imageio",
      description =
          "What decodes and encodes. auto: OpenCV for JPEG and a codec of our own for PNG where"
              + " they run, ImageIO for all else. Default: auto.")
  CodecChoice codec = CodecChoice.AUTO;

  @Option(
      names = "--icc",
      paramLabel = "convert|ignore",
      description =
          "Colors with an embedded profile are converted to sRGB, or taken as they are stored."
              + " Default: convert.")
  Icc icc = Icc.CONVERT;

  @Option(
      names = "--subsampling",
      paramLabel = "420|444",
      description =
          "Colors of JPEG images: 420 stores a quarter of them, 444 all."
              + " Default: ${DEFAULT-VALUE}.")
  int subsampling = 420;

  @Option(
      names = "--depth",
      paramLabel = "8|16",
      description =
          "Bits of each channel. 16: PNG and TIFF of 16 bits stay as they are, and all images are"
              + " PNG. Default: ${DEFAULT-VALUE}.")
  int depth = 8;

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "Folder of masks, PNGs of the pictures' paths and names: mixed by the same boxes and"
              + " written to masks/.")
  @Nullable Path masks;

  /** What {@code --channels} may be. */
  enum Channels {
    AUTO(0),
    RGB(3),
    GRAY(1),
    RGBA(4);

    private final int count;

    Channels(int count) {
      this.count = count;
    }
  }

  /** What {@code --format} may be. */
  enum Format {
    AUTO,
    PNG,
    JPEG,
    JPG,
    WEBP,
    TIFF,
    BMP
  }

  /**
   * The options that a run recorded.
   *
   * @throws ParameterException if they are none
   */
  static PictureOptions recorded(ObjectNode options) {
    // A size without a way to fit was that of the pictures, and they must still have it.
    return OptionsOnRecord.readInto(
        new PictureOptions(), options, name -> !name.equals("size") || options.has("fit"));
  }

  /** Whether the pictures' headers must be looked at before the shape of the images is known. */
  boolean needSurvey() {
    return isOwnSize() || channels == Channels.AUTO;
  }

  /** Whether a look at some of the pictures is enough to know that shape. */
  boolean isKnownFrom(PictureSurvey some) {
    return some.unreadableCount() == 0
        && !isBucket()
        && (size != null || some.sizes().size() == 1)
        && (channels != Channels.AUTO || !some.gray());
  }

  /** Whether every picture keeps its size. */
  private boolean isOwnSize() {
    return size == null || isBucket();
  }

  /** Whether pictures may have several sizes. */
  boolean isBucket() {
    return PictureSize.BUCKET.equals(size);
  }

  /**
   * How pictures are read and written.
   *
   * @param found the size and channels of the pictures, where the options leave them open
   * @throws IllegalArgumentException if an option is out of range or two contradict each other
   */
  PictureSettings settings(ImageShape found) {
    if (fit != null && isOwnSize()) {
      throw new IllegalArgumentException(
          "--fit says how pictures get to a size; give it by --size, such as --size 224");
    }
    if (masks != null && !Files.isDirectory(masks)) {
      throw new IllegalArgumentException(
          "--masks %s is no folder; give the one that holds the masks".formatted(masks));
    }
    if (format == Format.WEBP && codec == CodecChoice.IMAGEIO) {
      throw new IllegalArgumentException(
          "--format webp is written by OpenCV, not by --codec imageio; use --codec auto, or another"
              + " format");
    }
    ImageShape shape =
        new ImageShape(
            size == null || isBucket() ? found.height() : size.height(),
            size == null || isBucket() ? found.width() : size.width(),
            channels == Channels.AUTO ? found.channels() : channels.count,
            depth);
    Optional<Fit> how = isOwnSize() ? Optional.empty() : Optional.of(fit == null ? Fit.COVER : fit);
    Rendering rendering = new Rendering(shape, how, Background.parse(background), icc);
    return new PictureSettings(
        rendering, fileFormat(), quality, subsampling, Optional.empty(), Optional.empty());
  }

  /** Where the masks are, if there are any. */
  Optional<Masks> masks(Links links) throws IOException {
    return masks == null
        ? Optional.empty()
        : Optional.of(new Masks(ImageFolder.open(masks, links)));
  }

  private Optional<FileFormat> fileFormat() {
    return switch (format) {
      case AUTO -> Optional.empty();
      case PNG -> Optional.of(FileFormat.PNG);
      case JPEG, JPG -> Optional.of(FileFormat.JPEG);
      case WEBP -> Optional.of(FileFormat.WEBP);
      case TIFF -> Optional.of(FileFormat.TIFF);
      case BMP -> Optional.of(FileFormat.BMP);
    };
  }

  void addTo(ObjectNode json, PictureSettings settings, CodecChoice codecInUse) {
    ImageShape shape = settings.rendering().shape();
    PictureSize own = new PictureSize(shape.height(), shape.width());
    json.put("size", (isBucket() ? PictureSize.BUCKET : own).toString());
    settings.rendering().fit().ifPresent(how -> json.put("fit", lowerCase(how)));
    json.put("channels", shape.channels() == 1 ? "gray" : shape.channels() == 3 ? "rgb" : "rgba");
    json.put("background", background);
    json.put("format", settings.format().map(PictureOptions::lowerCase).orElse("auto"));
    json.put("quality", quality);
    json.put("codec", lowerCase(codecInUse));
    json.put("icc", lowerCase(icc));
    json.put("subsampling", subsampling);
    json.put("depth", depth);
    if (masks != null) {
      json.put("masks", masks.toString());
    }
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
