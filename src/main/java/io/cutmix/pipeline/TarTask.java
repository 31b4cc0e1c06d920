package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.Counts;
import io.cutmix.output.LabelRow;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.TarShards;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the images of several batches, and their label rows, to tar files as WebDataset has them.
 */
public final class TarTask implements UnitTask {
  private final Dataset dataset;
  private final PictureSettings pictures;
  private final Optional<Long> mostBytes;
  private final OutputFolder output;
  private final ImageEncoder encoder;
  private final ShardMixer mixer;

  /**
   * A task for every shard.
   *
   * @param mostBytes how long a tar file may become; a shard that has more is split
   */
  public TarTask(
      Dataset dataset,
      Shards shards,
      ImageCodec codec,
      PictureSettings pictures,
      Optional<Long> mostBytes,
      OnError onError,
      OutputFolder output) {
    this.dataset = dataset;
    this.pictures = pictures;
    this.mostBytes = mostBytes;
    this.output = output;
    this.encoder = new ImageEncoder(codec, pictures);
    this.mixer = new ShardMixer(dataset, shards, codec, pictures, onError);
  }

  @Override
  public Counts run(long unit, Parallel parallel) throws IOException {
    ShardMixer.Written written =
        output
            .shards()
            .writeTars(
                unit,
                mostBytes,
                tars ->
                    mixer.mix(
                        unit,
                        parallel,
                        (mixed, labels, tensor) -> {
                          byte[][] images = encode(mixed, tensor, parallel);
                          return add(labels.rows(members(mixed)), images, tars);
                        }));
    return output.finishUnit(unit, state(unit), written.rows(), written.failures());
  }

  private byte[][] encode(BatchMixer.Mixed mixed, BatchTensor tensor, Parallel parallel)
      throws IOException {
    byte[][] images = new byte[mixed.samples().length][];
    parallel.forEach(
        images.length,
        i -> {
          if (mixed.samples()[i] instanceof Loaded.Picture picture) {
            ImageEncoder.Original original =
                mixed.recipe().leaves(i) ? () -> dataset.read(mixed.batch().sample(i)) : null;
            images[i] = encoder.encode(picture.format(), tensor.pixels(i), original);
          }
        });
    return images;
  }

  /** The names that images have within a tar file: a key of nine digits, by which readers sort. */
  private @Nullable String[] members(BatchMixer.Mixed mixed) {
    @Nullable String[] members = new String[mixed.samples().length];
    for (int i = 0; i < members.length; i++) {
      if (mixed.samples()[i] instanceof Loaded.Picture picture) {
        String extension = pictures.encodingFor(picture.format()).format().extension();
        members[i] = "%09d.%s".formatted(mixed.batch().file(i), extension);
      }
    }
    return members;
  }

  /** Rows and images follow one another alike, where an image is. */
  private static List<LabelRow> add(List<LabelRow> rows, byte[][] images, TarShards tars)
      throws IOException {
    List<LabelRow> added = new ArrayList<>(rows.size());
    for (byte[] image : images) {
      if (image != null) {
        added.add(tars.add(rows.get(added.size()), image));
      }
    }
    return added;
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
