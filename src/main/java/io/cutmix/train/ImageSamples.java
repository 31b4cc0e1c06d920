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
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Samples whose images are files or stand in shards. */
final class ImageSamples implements StoredSamples {
  private final List<Encoded> samples;
  private final List<String> classes;
  private final ImageCodec codec = Codecs.of(CodecChoice.AUTO);
  private final int channels;

  /**
   * A sample as it waits in memory: of its label only the numbers that aren't zero, since there may
   * be thousands of classes.
   *
   * @param ids the positions of {@code weights} in the label
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Encoded(String name, LabelFile.Image image, int[] ids, double[] weights) {
    static Encoded of(FinishedRow row, LabelFile.Image image) {
      double[] label = row.label();
      int[] ids = IntStream.range(0, label.length).filter(id -> label[id] != 0).toArray();
      double[] weights = Arrays.stream(ids).mapToDouble(id -> label[id]).toArray();
      return new Encoded(row.fileName(), image, ids, weights);
    }

    double[] label(int classes) {
      double[] label = new double[classes];
      for (int i = 0; i < ids.length; i++) {
        label[ids[i]] = weights[i];
      }
      return label;
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
    return samples.get(number).label(classes.size());
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
