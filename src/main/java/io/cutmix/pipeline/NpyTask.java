package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Counts;
import io.cutmix.output.LabelRow;
import io.cutmix.output.NpyFile;
import io.cutmix.output.NpyNames;
import io.cutmix.output.OutputFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the images of several batches as the rows of one NumPy array, and their labels. */
public final class NpyTask implements UnitTask {
  private final Dataset dataset;
  private final ImageShape shape;
  private final OutputFolder output;
  private final ShardMixer mixer;

  /** A task for every shard. */
  public NpyTask(
      Dataset dataset,
      Shards shards,
      ImageCodec codec,
      PictureSettings pictures,
      OnError onError,
      OutputFolder output) {
    this.dataset = dataset;
    this.shape = pictures.rendering().shape();
    this.output = output;
    this.mixer = new ShardMixer(dataset, shards, codec, pictures, onError);
  }

  @Override
  public Counts run(long unit, Parallel parallel) throws IOException {
    String file = NpyNames.of(unit).images();
    ShardMixer.Written written =
        output
            .shards()
            .writeArrays(
                unit,
                List.of(shape.channels(), shape.height(), shape.width()),
                List.of(dataset.labels().classes().size()),
                (images, labels) ->
                    mixer.mix(
                        unit,
                        parallel,
                        (mixed, rows, tensor) -> {
                          @Nullable String[] files = write(mixed, tensor, file, images, parallel);
                          return labelled(rows.rows(files), labels);
                        }));
    return output.finishUnit(unit, state(unit), written.rows(), written.failures());
  }

  /** Writes the pixels of a batch, and says for each sample in which file they are. */
  private @Nullable String[] write(
      BatchMixer.Mixed mixed, BatchTensor tensor, String file, NpyFile images, Parallel parallel)
      throws IOException {
    byte[][] pixels = new byte[mixed.samples().length][];
    parallel.forEach(pixels.length, i -> pixels[i] = channelsFirst(tensor.pixels(i)));
    @Nullable String[] files = new String[pixels.length];
    for (int i = 0; i < files.length; i++) {
      if (mixed.samples()[i] instanceof Loaded.Picture) {
        images.add(ByteBuffer.wrap(pixels[i]));
        files[i] = file;
      }
    }
    return files;
  }

  private static List<LabelRow> labelled(List<LabelRow> rows, NpyFile labels) throws IOException {
    for (LabelRow row : rows) {
      labels.add(numbers(row.softLabel()));
    }
    return rows;
  }

  /** One channel after another, each row by row. */
  private byte[] channelsFirst(ByteBuffer channelsLast) {
    byte[] from = new byte[shape.bytes()];
    channelsLast.get(from);
    byte[] to = new byte[from.length];
    int channels = shape.channels();
    int plane = from.length / channels;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        to[c * plane + i] = from[i * channels + c];
      }
    }
    return to;
  }

  private static ByteBuffer numbers(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes;
  }

  @Override
  public String state(long unit) {
    return mixer.state(unit);
  }

  @Override
  public Optional<String> warning() {
    return mixer.warning();
  }

  @Override
  public void close() {
    mixer.close();
  }
}
