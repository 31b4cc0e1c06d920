package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whose memory is changed, and when it can't be. */
class InPlaceTest {
  private static final Recipe SWAP = Recipe.of(new int[] {1, 0}, List.of(new Box(1, 0, 3, 2)));
  private static final String SHARED = "images must not share memory between pixels";

  @Test
  void broadcast_view_is_refused_in_place_but_mixed_into_new_memory() {
    INDArray one = Nd4j.createFromArray(1f, 2, 3, 4, 5, 6).reshape(1, 1, 2, 3);
    INDArray twice = Nd4j.create(one.data(), new long[] {2, 1, 2, 3}, new long[] {0, 6, 3, 1}, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CutMix.mixImagesInPlace(twice, SWAP))
        .withMessageStartingWith(SHARED)
        .withMessageEndingWith("[0, 6, 3, 1]");
    assertThat(NaiveCutMix.values(mix(twice).images())).containsExactly(NaiveCutMix.values(twice));
  }

  @Test
  void overlapping_windows_are_refused_in_place_but_mixed_into_new_memory() {
    INDArray line = Nd4j.createFromArray(1f, 2, 3, 4, 5, 6, 7, 8, 9);
    INDArray windows =
        Nd4j.create(line.data(), new long[] {2, 1, 2, 3}, new long[] {2, 9, 3, 1}, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CutMix.mixImagesInPlace(windows, SWAP))
        .withMessageStartingWith(SHARED);
    assertThat(NaiveCutMix.values(mix(windows).images()))
        .containsExactly(NaiveCutMix.images(windows, SWAP.partners(), SWAP.boxes()));
    assertThat(Nd4j.toFlattened(line).toFloatVector()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void wrong_targets_leave_the_images_unchanged() {
    INDArray images = Nd4j.createFromArray(1f, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2).reshape(2, 1, 2, 3);
    byte[] before = Layout.bytes(images);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CutMix.builder(2).build().mixInPlace(images, Nd4j.createFromArray(0, 7), SWAP));
    assertThat(Layout.bytes(images)).containsExactly(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"NCHW", "CHANNELS_LAST"})
  void every_bit_pattern_survives(Layout layout) {
    INDArray images = layout.of(DataType.FLOAT, 2, 1, 2, 3).images();
    int[] bits = {0x7fc00001, 0xffc12345, 0x7f800001, 0x80000000, 0x00000001, 0x7f800000};
    BytePointer memory = new BytePointer(images.data().pointer());
    for (int i = 0; i < 12; i++) {
      memory.putInt(4L * i, i < 6 ? 0 : bits[i - 6]);
    }

    BytePointer mixed = new BytePointer(mix(images).images().data().pointer());
    CutMix.mixImagesInPlace(images, SWAP);

    for (int i : new int[] {1, 2, 4, 5}) {
      assertThat(memory.getInt(4L * i)).as("in place, pixel %d", i).isEqualTo(bits[i]);
      assertThat(memory.getInt(4L * (i + 6))).as("in place, pixel %d", i + 6).isZero();
      assertThat(mixed.getInt(4L * i)).as("copy, pixel %d", i).isEqualTo(bits[i]);
    }
  }

  @Test
  void memory_that_the_array_only_borrows_is_not_freed() {
    try (BytePointer borrowed = new BytePointer(12L)) {
      borrowed.put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
      INDArray images =
          Nd4j.create(
              Nd4j.createBuffer(borrowed, 12, DataType.UINT8),
              new long[] {2, 1, 2, 3},
              new long[] {6, 6, 3, 1},
              0,
              'c',
              DataType.UINT8);

      mix(images);
      CutMix.mixImagesInPlace(images, SWAP);

      assertThat(borrowed.isNull()).isFalse();
      assertThat(images.data().pointer().isNull()).isFalse();
      byte[] bytes = new byte[12];
      borrowed.get(bytes);
      assertThat(bytes).containsExactly(1, 8, 9, 4, 11, 12, 7, 2, 3, 10, 5, 6);
    }
  }

  private static MixedBatch mix(INDArray images) {
    return CutMix.builder(1).build().mix(images, Nd4j.createFromArray(0, 0), SWAP);
  }
}
