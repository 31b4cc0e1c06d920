package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.output.LabelRow;
import io.cutmix.output.NpyFile;
import io.cutmix.output.NpyNames;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.UnitCounts;
import io.cutmix.plan.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the images of several batches as the rows of one NumPy array, and their labels. */
public final class NpyTask implements UnitTask {
  private final Dataset dataset;
  private final Shards shards;
  private final ImageShape shape;
  private final OutputFolder output;
  private final BatchMixer mixer;
  private final TensorPool tensors;

  /** A task for every shard. */
  public NpyTask(
      Dataset dataset,
      Shards shards,
      ImageCodec codec,
      Rendering rendering,
      OnError onError,
      OutputFolder output) {
    this.dataset = dataset;
    this.shards = shards;
    this.shape = rendering.shape();
    this.output = output;
    this.mixer = new BatchMixer(dataset, new PictureLoader(codec, rendering), onError);
    this.tensors = new TensorPool(shape);
  }

  @Override
  public UnitCounts run(long unit, Parallel parallel) throws IOException {
    NpyNames names = NpyNames.of(unit);
    output.beginUnit(unit, List.of(names.images()));
    List<UnitCounts> counts = new ArrayList<>();
    List<LabelRow> rows = new ArrayList<>();
    output.writeShard(
        names,
        List.of(shape.channels(), shape.height(), shape.width()),
        List.of(dataset.labels().classes().size()),
        (images, labels) -> {
          for (long batch = shards.first(unit); batch < shards.end(unit); batch++) {
            Written written = write(shards.plan().batch(batch), names, images, parallel);
            for (LabelRow row : written.rows()) {
              labels.add(numbers(row.softLabel()));
            }
            counts.add(written.counts());
            rows.addAll(written.rows());
          }
        });
    UnitCounts sum = UnitCounts.sum(counts);
    output.finishUnit(unit, sum, rows);
    return sum;
  }

  /** What became of one batch of a shard. */
  private record Written(UnitCounts counts, List<LabelRow> rows) {}

  private Written write(Batch batch, NpyNames names, NpyFile images, Parallel parallel)
      throws IOException {
    BatchTensor tensor = tensors.take(batch.size());
    try {
      BatchMixer.Mixed mixed = mixer.mix(batch, tensor, parallel);
      byte[][] pixels = new byte[batch.size()][];
      parallel.forEach(pixels.length, i -> pixels[i] = channelsFirst(tensor.pixels(i)));
      @Nullable String[] files = new String[pixels.length];
      for (int i = 0; i < files.length; i++) {
        if (mixed.samples()[i] instanceof Loaded.Picture) {
          images.add(ByteBuffer.wrap(pixels[i]));
          files[i] = names.images();
        }
      }
      BatchLabels labels = new BatchLabels(batch, mixed.recipe(), dataset, shape);
      return new Written(labels.counts(mixed.samples()), labels.rows(files));
    } finally {
      tensors.giveBack(tensor);
    }
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
  public void close() {
    tensors.close();
  }
}
