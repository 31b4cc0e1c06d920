package io.cutmix.train;

import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.LabelNumbers;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Samples whose images are files or stand in shards. */
final class ImageSamples implements StoredSamples {
  private final List<Encoded> samples;
  private final List<String> classes;
  private final ImageCodec codec = Codecs.of(CodecChoice.AUTO);
  private final int channels;

  /** A sample as it waits in memory. */
  record Encoded(String name, LabelFile.Image image, LabelNumbers label) {
    static Encoded of(FinishedRow row, LabelFile.Image image) {
      return new Encoded(row.fileName(), image, row.numbers());
    }
  }

  /**
   * Gives all images the channels of the first, as those of one run have the same.
   *
   * @param samples at least one
   */
  ImageSamples(List<Encoded> samples, List<String> classes) throws IOException {
    this.samples = List.copyOf(samples);
    this.classes = List.copyOf(classes);
    ImageHeader header = header(samples.get(0));
    this.channels = header.alpha() ? 4 : header.gray() ? 1 : 3;
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public boolean areInPlanes() {
    return false;
  }

  @Override
  public ImageShape shape(int number) throws IOException {
    ImageHeader header = header(samples.get(number));
    return new ImageShape(header.height(), header.width(), channels);
  }

  @Override
  public double[] label(int number) {
    return samples.get(number).label().all();
  }

  @Override
  public void read(int number, ImageShape shape, ByteBuffer pixels) throws IOException {
    Encoded sample = samples.get(number);
    try {
      Rendering asItIs = new Rendering(shape, Optional.empty(), Background.BLACK);
      codec.decode(sample.image().bytes(), asItIs, pixels);
    } catch (ImageReadException e) {
      StoredSamples.requireShape(shape(number), shape);
      throw unreadable(sample, e);
    }
  }

  private ImageHeader header(Encoded sample) throws IOException {
    try {
      return codec.header(new ByteArrayInputStream(sample.image().bytes()));
    } catch (ImageReadException e) {
      throw unreadable(sample, e);
    }
  }

  private static ProblemException unreadable(Encoded sample, ImageReadException e) {
    String reason = String.valueOf(e.getMessage());
    return new ProblemException(Problem.of(reason).at(sample.name()), e);
  }
}
