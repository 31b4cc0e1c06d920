package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.Links;
import io.cutmix.job.LabelNumbers;
import io.cutmix.mix.Box;
import io.cutmix.output.LabelRow;
import io.cutmix.storage.Readers;
import io.cutmix.testing.SlowStorage;
import io.cutmix.work.ComingUnits.ComingBatch;
import io.cutmix.work.RecipeBatches.RowBatch;
import io.cutmix.work.RecipeBatches.RowBatch.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ComingUnitsTest {
  private static final int SIZE = 100;

  private static LabelRow row(int i) {
    String sample = i + ".jpg";
    return new LabelRow(
        "images/" + sample, LabelNumbers.of(new double[] {1}), 1, Box.EMPTY, sample, sample, 0, 0);
  }

  @Test
  void where_storage_is_slow_masks_are_read_ahead_as_their_images_are(@TempDir Path masks)
      throws Exception {
    try (ComingUnits units = units(masks)) {
      ComingBatch coming = units.begin(0).get(0);
      for (int i = 0; i < SIZE; i++) {
        coming.read(i);
      }
      Thread.sleep(500);
      for (int i = SIZE / 4; i < SIZE / 2; i++) {
        Files.delete(masks.resolve(i + ".png"));
      }

      for (int i = SIZE / 4; i < SIZE / 2; i++) {
        assertThat(coming.readMask(i)).containsExactly(i);
      }
    }
  }

  @Test
  void a_mask_modified_after_it_was_read_is_told_apart(@TempDir Path masks) throws Exception {
    try (ComingUnits units = units(masks)) {
      ComingBatch coming = units.begin(0).get(0);
      String before = state(units.begin(1).get(0));
      for (int i = 0; i < SIZE; i++) {
        coming.readMask(i);
      }
      Files.write(masks.resolve("7.png"), new byte[] {1, 2, 3});

      assertThat(state(coming)).isEqualTo(before);
      assertThat(state(units.begin(2).get(0))).isNotEqualTo(before);
    }
  }

  private static String state(ComingBatch batch) throws IOException {
    InputDigest digest = new InputDigest();
    batch.addState(digest);
    return digest.toText();
  }

  /** Units with the same images and masks, where each image takes long. */
  private static ComingUnits units(Path masks) throws IOException {
    SlowStorage storage = new SlowStorage();
    for (int i = 0; i < SIZE; i++) {
      Files.write(masks.resolve(i + ".png"), new byte[] {(byte) i});
    }
    List<LabelRow> rows = IntStream.range(0, SIZE).mapToObj(ComingUnitsTest::row).toList();
    RowBatch batch =
        new RowBatch(rows, Match.of(rows), name -> image(storage), (n, d) -> {}, name -> 0, 2, 2);
    Companions companions =
        new Companions(Optional.of(ImageFolder.open(masks, Links.INSIDE)), 0, Optional.empty());
    return new ComingUnits(unit -> List.of(batch), companions, new Readers(20));
  }

  private static byte[] image(SlowStorage storage) throws IOException {
    storage.answer();
    return new byte[] {1};
  }
}
