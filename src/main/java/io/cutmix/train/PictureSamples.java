package io.cutmix.train;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.Background;
import io.cutmix.image.CodecChoice;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Samples whose images are files or members of tar files. */
final class PictureSamples implements StoredSamples {
  private final Dataset dataset;
  private final ImageCodec codec = Codecs.of(CodecChoice.AUTO);
  private final int channels;

  /** All pictures get the channels of the first, as those of one run have the same. */
  PictureSamples(Dataset dataset) throws IOException {
    this.dataset = dataset;
    try (InputStream first = dataset.open(0)) {
      ImageHeader header = codec.header(first);
      this.channels = header.alpha() ? 4 : header.gray() ? 1 : 3;
    }
  }

  @Override
  public int size() {
    return dataset.size();
  }

  @Override
  public List<String> classes() {
    return dataset.labels().classes();
  }

  @Override
  public StoredSample read(int number) throws IOException {
    byte[] encoded = dataset.read(number);
    try {
      ImageHeader header = codec.header(new ByteArrayInputStream(encoded));
      ImageShape shape = new ImageShape(header.height(), header.width(), channels);
      byte[] pixels = new byte[shape.bytes()];
      Rendering asItIs = new Rendering(shape, Optional.empty(), Background.BLACK);
      codec.decode(encoded, asItIs, ByteBuffer.wrap(pixels));
      return new StoredSample(shape, planes(pixels, shape), dataset.labels().row(number));
    } catch (ImageReadException e) {
      throw new IOException(dataset.name(number) + ": " + e.getMessage(), e);
    }
  }

  private static byte[] planes(byte[] pixels, ImageShape shape) {
    int channels = shape.channels();
    int plane = shape.height() * shape.width();
    byte[] planes = new byte[pixels.length];
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < plane; i++) {
        planes[channel * plane + i] = pixels[i * channels + channel];
      }
    }
    return planes;
  }
}
