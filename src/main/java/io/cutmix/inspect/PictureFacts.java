package io.cutmix.inspect;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Icc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known of each picture, in 20 bytes. Different samples may be looked at at once. */
final class PictureFacts {
  private static final List<FileFormat> FORMATS = List.of(FileFormat.values());
  private static final short MISSING = -1;
  private static final short UNREADABLE = -2;
  private static final int GRAY = 1 << 4;
  private static final int ALPHA = 1 << 5;
  private static final int PROFILE = 1 << 6;
  private static final int ANIMATED = 1 << 7;
  private static final int ORIENTATION = 8;

  private final Dataset dataset;
  private final ImageCodec codec;
  private final boolean whole;
  private final int[] widths;
  private final int[] heights;
  private final short[] kinds;
  private final long[] hashes;

  /**
   * @param whole whether pictures are read to their ends and decoded
   */
  PictureFacts(Dataset dataset, ImageCodec codec, boolean whole) {
    this.dataset = dataset;
    this.codec = codec;
    this.whole = whole;
    this.widths = new int[dataset.size()];
    this.heights = new int[dataset.size()];
    this.kinds = new short[dataset.size()];
    this.hashes = new long[whole ? dataset.size() : 0];
  }

  /** Takes note of a picture. */
  void lookAt(int sample) {
    Optional<IOException> problem = problem(sample);
    if (problem.isPresent()) {
      boolean missing = problem.get() instanceof NoSuchFileException;
      kinds[sample] = missing ? MISSING : UNREADABLE;
    }
  }

  /** Takes note of a picture, and tells why that isn't possible. */
  Optional<IOException> problem(int sample) {
    try {
      if (whole) {
        lookAt(sample, dataset.read(sample));
      } else {
        try (InputStream encoded = dataset.open(sample)) {
          note(sample, codec.header(encoded), false);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void lookAt(int sample, byte[] encoded) throws ImageReadException, IOException {
    hashes[sample] = hash(encoded);
    ImageHeader header = codec.header(new ByteArrayInputStream(encoded));
    int channels = header.alpha() ? 4 : header.gray() ? 1 : 3;
    ImageShape shape = shape(header, channels);
    Rendering rendering = new Rendering(shape, Optional.empty(), Background.BLACK, Icc.IGNORE);
    codec.decode(encoded, rendering, ByteBuffer.allocate(shape.bytes()));
    note(sample, header, Codecs.areSeveral(header.format(), encoded));
  }

  private static ImageShape shape(ImageHeader header, int channels) throws ImageReadException {
    try {
      return new ImageShape(header.height(), header.width(), channels);
    } catch (IllegalArgumentException e) {
      throw new ImageReadException(String.valueOf(e.getMessage()), e);
    }
  }

  private void note(int sample, ImageHeader header, boolean animated) {
    widths[sample] = header.width();
    heights[sample] = header.height();
    kinds[sample] =
        (short)
            (FORMATS.indexOf(header.format())
                | (header.gray() ? GRAY : 0)
                | (header.alpha() ? ALPHA : 0)
                | (header.foreignProfile() ? PROFILE : 0)
                | (animated ? ANIMATED : 0)
                | header.orientation() << ORIENTATION);
  }

  private static long hash(byte[] encoded) {
    return ByteBuffer.wrap(InputDigest.sha256().digest(encoded)).getLong();
  }

  boolean isMissing(int sample) {
    return kinds[sample] == MISSING;
  }

  boolean isReadable(int sample) {
    return kinds[sample] >= 0;
  }

  /** Of a readable picture, as what follows. */
  String format(int sample) {
    return FORMATS.get(kinds[sample] & 15).name().toLowerCase(Locale.ROOT);
  }

  String channels(int sample) {
    return ((kinds[sample] & GRAY) == 0 ? "rgb" : "gray")
        + ((kinds[sample] & ALPHA) == 0 ? "" : "+alpha");
  }

  int orientation(int sample) {
    return kinds[sample] >> ORIENTATION;
  }

  boolean hasProfile(int sample) {
    return (kinds[sample] & PROFILE) != 0;
  }

  boolean isAnimated(int sample) {
    return (kinds[sample] & ANIMATED) != 0;
  }

  /** Width and height in one number. */
  long size(int sample) {
    return (long) widths[sample] << 32 | heights[sample];
  }

  /** Of the bytes of the file; only of files that were read whole. */
  long hash(int sample) {
    return hashes[sample];
  }
}
