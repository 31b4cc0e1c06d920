package io.cutmix.work;

import static java.util.Objects.requireNonNull;

import io.cutmix.image.Encoding;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Parallel;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.mix.Box;
import io.cutmix.output.LabelRow;
import io.cutmix.output.Sink;
import io.cutmix.output.Sink.MixedImage;
import io.cutmix.work.ComingUnits.ComingBatch;
import io.cutmix.work.RecipeBatches.RowBatch;
import io.cutmix.work.RecipeBatches.RowBatch.Match;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An image and those that it is made of.
 *
 * @param shape of all three
 * @param base the base image in that shape, as PNG
 * @param partner the image that fills the box, as PNG; the base itself if nothing is mixed
 * @param image the bytes that its file has
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record MixedPair(ImageShape shape, byte[] base, byte[] partner, byte[] image) {
  private static final String IMAGE = "image";
  private static final String BASE = "base";
  private static final String PARTNER = "partner";

  /** Finds files by the names of samples. */
  @FunctionalInterface
  public interface Files {
    byte[] bytes(String name) throws IOException;
  }

  /**
   * Makes the image of a row once more.
   *
   * @throws SampleException if the base image or its partner can't be read
   */
  public static MixedPair of(
      LabelRow row, int height, int width, Files files, ImageSettings settings, ImageCodec codec)
      throws IOException {
    List<LabelRow> rows =
        List.of(
            row.withFileName(IMAGE),
            unmixed(BASE, row, row.source()),
            unmixed(PARTNER, row, row.partner()));
    Memory memory = new Memory(codec);
    try (BatchTask task = new BatchTask(codec, settings, OnError.FAIL)) {
      RowBatch batch =
          new RowBatch(rows, Match.of(rows), files, (name, digest) -> {}, name -> 0, height, width);
      task.run(ComingBatch.of(batch, settings.companions()), memory, Parallel.SEQUENTIAL);
    }
    return new MixedPair(
        settings.rendering(height, width).shape(),
        memory.image(BASE),
        memory.image(PARTNER),
        memory.image(IMAGE));
  }

  private static LabelRow unmixed(String fileName, LabelRow row, String sample) {
    return new LabelRow(
        fileName, row.label(), 1, Box.EMPTY, sample, sample, row.copy(), row.batch());
  }

  /** Keeps the three. */
  private static final class Memory implements Sink.Unit {
    private final ImageCodec codec;
    private final Map<String, byte[]> images = new HashMap<>();

    Memory(ImageCodec codec) {
      this.codec = codec;
    }

    @Override
    public byte[] write(String fileName, MixedImage image) throws IOException {
      byte[] bytes =
          fileName.equals(IMAGE)
              ? image.encode(codec)
              : codec.encode(image.pixels(), image.shape(), Encoding.PNG);
      images.put(fileName, bytes);
      return bytes;
    }

    byte[] image(String fileName) {
      return requireNonNull(images.get(fileName));
    }
  }
}
