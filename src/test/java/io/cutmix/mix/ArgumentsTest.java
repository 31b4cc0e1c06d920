package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.cutmix.train.MixedFolderIterator;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a wrong call says: parameter, range, value. */
class ArgumentsTest {
  private static final INDArray IMAGES = Nd4j.create(DataType.UINT8, 3, 1, 6, 8);
  private static final INDArray IDS = Nd4j.createFromArray(0, 1, 2);

  private record Wrong(String message, ThrowingCallable call) {
    @Override
    public String toString() {
      return message;
    }
  }

  static List<Wrong> parameters() {
    String length = "length must be more than 0 and at most 1 (0.5 is half of each side), but was ";
    String alpha = "alpha must be in 0.001..1000000, but was ";
    return List.of(
        wrong("num_classes must be at least 1, but was 0", () -> CutMix.builder(0)),
        wrong("num_classes must be at least 1, but was -2", () -> CutMix.builder(-2)),
        wrong(
            "length (0.5) and bbox (0,0,1,1) can't be given together; leave one out",
            () -> CutMix.builder(3).length(0.5).bbox(new Box(0, 0, 1, 1)).build()),
        wrong(length + "0.0", () -> CutMix.builder(3).length(0).build()),
        wrong(length + "-1.0", () -> CutMix.builder(3).length(-1).build()),
        wrong(length + "1.5", () -> CutMix.builder(3).length(1.5).build()),
        wrong(length + "NaN", () -> CutMix.builder(3).length(Double.NaN).build()),
        wrong(
            alpha + "0.0; to leave images unmixed, don't mix them: prob 0",
            () -> CutMix.builder(3).alpha(0).build()),
        wrong(alpha + "-1.0", () -> CutMix.builder(3).alpha(-1).build()),
        wrong(alpha + "9.9E-4", () -> CutMix.builder(3).alpha(9.9e-4).build()),
        wrong(alpha + "1000001.0", () -> CutMix.builder(3).alpha(1_000_001).build()),
        wrong(alpha + "9.0E307", () -> CutMix.builder(3).alpha(9e307).build()),
        wrong(alpha + "NaN", () -> CutMix.builder(3).alpha(Double.NaN).build()),
        wrong(alpha + "Infinity", () -> CutMix.builder(3).alpha(Double.POSITIVE_INFINITY).build()),
        wrong(
            "label-smoothing must be at least 0 and less than 1, but was 1.0",
            () -> CutMix.builder(3).labelSmoothing(1)),
        wrong(
            "label-smoothing must be at least 0 and less than 1, but was NaN",
            () -> CutMix.builder(3).labelSmoothing(Double.NaN)),
        wrong(
            "box-scope pair draws pairs, so it can't be given together with pairing permutation;"
                + " leave one out",
            () -> CutMix.builder(3).boxScope(BoxScope.PAIR).pairing(Pairing.PERMUTATION).build()),
        wrong(
            "min-box must be a share of the area in 0..1, but was -0.1",
            () -> CutMix.builder(3).minBox(-0.1).build()),
        wrong(
            "max-box must be a share of the area in 0..1, but was NaN",
            () -> CutMix.builder(3).maxBox(Double.NaN).build()),
        wrong(
            "max-box must be more than 0 and at least min-box (0.0), but was 0.0",
            () -> CutMix.builder(3).maxBox(0).build()),
        wrong(
            "max-box must be more than 0 and at least min-box (0.5), but was 0.4",
            () -> CutMix.builder(3).minBox(0.5).maxBox(0.4).build()),
        wrong(
            "min-box can't be given together with length; leave one out",
            () -> CutMix.builder(3).minBox(0.5).length(0.4).build()),
        wrong(
            "max-box can't be given together with bbox; leave one out",
            () -> CutMix.builder(3).maxBox(0.5).bbox(new Box(0, 0, 1, 1)).build()),
        wrong(
            "max-box can't be given together with uniform, which cuts boxes off at the edge;"
                + " leave one out",
            () -> CutMix.builder(3).maxBox(0.5).uniformSampling(true).build()),
        wrong(alpha + "-1.0", () -> CutMix.builder(3).alpha(-1).minBox(0.5).build()),
        wrong("bbox must start at 0 or later, but was -1,0,2,2", () -> new Box(-1, 0, 2, 2)),
        wrong("bbox must start at 0 or later, but was 0,-3,2,2", () -> new Box(0, -3, 2, 2)),
        wrong("bbox must have x1 <= x2 and y1 <= y2, but was 3,0,2,2", () -> new Box(3, 0, 2, 2)),
        wrong("bbox must have x1 <= x2 and y1 <= y2, but was 0,3,2,2", () -> new Box(0, 3, 2, 2)),
        wrong(
            "indices must be a permutation of 0..2, but 1 is there twice",
            () -> CutMix.builder(3).indices(1, 1, 0)),
        wrong(
            "indices must be a permutation of 0..2, but 3 is outside",
            () -> CutMix.builder(3).indices(1, 3, 0)),
        wrong(
            "indices must be a permutation of 0..2, but -1 is outside",
            () -> CutMix.builder(3).indices(-1, 1, 0)),
        wrong(
            "indices must name at least one sample, but was empty",
            () -> CutMix.builder(3).indices()),
        wrong(
            "boxes must be 1 or 3, one for each sample, but were 2",
            () -> Recipe.of(new int[] {1, 2, 0}, List.of(Box.EMPTY, Box.EMPTY))),
        wrong("samples must be at least 1, but was 0", () -> drawFor(0, 6, 8)),
        wrong("height must be at least 1, but was 0", () -> drawFor(3, 0, 8)),
        wrong("width must be at least 1, but was -8", () -> drawFor(3, 6, -8)),
        wrong("height must be at least 1, but was 0", () -> drawBoxFor(0, 5)),
        wrong("width must be at least 1, but was 0", () -> drawBoxFor(5, 0)),
        wrong(
            "labels to be mixed must be of one length, but are of 1 and 2 numbers",
            () -> SoftLabels.mix(new double[1], new double[2], 0.5)),
        wrong(
            "labels to be mixed must be of one length, but are of 2 and 1 numbers",
            () -> SoftLabels.mix(new double[2], new double[1], 0.5)),
        wrong(
            "readable must be for 2 samples, but is for 1",
            () -> Recipe.unmixed(2).without(new boolean[1])),
        wrong("places must be 2 different ones in 0..2, but were [0, 3]", () -> twoWithin(0, 3)),
        wrong("places must be 2 different ones in 0..2, but were [-1, 0]", () -> twoWithin(-1, 0)),
        wrong("places must be 2 different ones in 0..2, but were [1, 1]", () -> twoWithin(1, 1)),
        wrong("places must be 2 different ones in 0..2, but were [1]", () -> twoWithin(1)),
        wrong(
            "places must be 2 different ones in 0..2, but were [0, 1, 2]",
            () -> twoWithin(0, 1, 2)));
  }

  @SuppressWarnings("NullAway") // what a caller without it may do
  static List<Wrong> nulls() {
    CutMix.Builder builder = CutMix.builder(3);
    return List.of(
        wrong("bbox", () -> builder.bbox(null)),
        wrong("scope", () -> builder.boxScope(null)),
        wrong("pairing", () -> builder.pairing(null)),
        wrong("indices", () -> builder.indices((int[]) null)),
        wrong("cutMix", () -> new CutMixPreProcessor(null, 1)),
        wrong("cutMix", () -> CutMixPreProcessor.builder(null)),
        wrong("layout", () -> CutMixPreProcessor.builder(builder.build()).layout(null)),
        wrong("folder", () -> MixedFolderIterator.builder(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void null_is_refused_where_it_is_given(Wrong wrong) {
    assertThatNullPointerException().isThrownBy(wrong.call()).withMessage(wrong.message());
  }

  static List<Wrong> batches() {
    String images = "images must have a shape (N, C, H, W), each at least 1, but have ";
    String targets =
        "targets must be 3 class ids or rows of shape (3, 3), one for each image, but have ";
    String bbox = "bbox must lie in the image of width 8 and height 6, but was ";
    CutMix plain = CutMix.builder(3).build();
    return List.of(
        wrong(images + "[3, 6, 8]", mixing(plain, Nd4j.create(DataType.UINT8, 3, 6, 8), IDS)),
        wrong(
            images + "[0, 1, 6, 8]",
            mixing(plain, Nd4j.create(DataType.UINT8, 0, 1, 6, 8), Nd4j.create(DataType.INT32, 0))),
        wrong(images + "[3, 0, 6, 8]", mixing(plain, Nd4j.create(DataType.UINT8, 3, 0, 6, 8), IDS)),
        wrong(targets + "[2]", mixing(plain, IMAGES, Nd4j.createFromArray(0, 1))),
        wrong(targets + "[3, 2]", mixing(plain, IMAGES, Nd4j.create(3, 2))),
        wrong(targets + "[4, 3]", mixing(plain, IMAGES, Nd4j.create(4, 3))),
        wrong(targets + "[4, 1]", mixing(plain, IMAGES, Nd4j.create(4, 1))),
        wrong(targets + "[]", mixing(plain, IMAGES, Nd4j.scalar(1))),
        wrong(targets + "[0]", mixing(plain, IMAGES, Nd4j.create(DataType.FLOAT, 0))),
        wrong(
            "targets of single pixels must be (N, H, W) or (N, C, H, W) as the images [3, 1, 6, 8], but have [3, 1, 1]",
            mixing(plain, IMAGES, Nd4j.create(3, 1, 1))),
        wrong("targets[1] must be a class id in 0..2, but was 3", withIds(plain, 0, 3, 1)),
        wrong("targets[0] must be a class id in 0..2, but was -1", withIds(plain, -1, 0, 1)),
        wrong("targets[2] must be a class id in 0..2, but was 0.5", withIds(plain, 0, 0, 0.5)),
        wrong(
            "targets[2] must be a class id in 0..2, but was NaN", withIds(plain, 0, 0, Double.NaN)),
        wrong(bbox + "0,0,9,6", mixing(fixed(new Box(0, 0, 9, 6)), IMAGES, IDS)),
        wrong(bbox + "8,7,8,7", mixing(fixed(new Box(8, 7, 8, 7)), IMAGES, IDS)),
        wrong(
            "indices must be a permutation of 0..2, one for each image, but are 2",
            mixing(CutMix.builder(3).indices(1, 0).build(), IMAGES, IDS)));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void wrong_parameter_is_named_with_range_and_value(Wrong wrong) {
    assertThatIllegalArgumentException().isThrownBy(wrong.call()).withMessage(wrong.message());
  }

  @ParameterizedTest
  @MethodSource("batches")
  void wrong_batch_is_named_with_range_and_value(Wrong wrong) {
    assertThatIllegalArgumentException().isThrownBy(wrong.call()).withMessage(wrong.message());
  }

  static List<Wrong> recipes() {
    Recipe forTwo = Recipe.of(new int[] {1, 0}, List.of(Box.EMPTY));
    Recipe tooWide = Recipe.of(new int[] {1, 2, 0}, List.of(new Box(0, 0, 9, 1)));
    String size = "recipe must be for 3 images, but is for 2";
    String bbox = "bbox must lie in the image of width 8 and height 6, but was 0,0,9,1";
    CutMix cutMix = CutMix.builder(3).build();
    return List.of(
        wrong(size, () -> cutMix.mix(IMAGES, IDS, forTwo)),
        wrong(size, () -> cutMix.mixInPlace(IMAGES, IDS, forTwo)),
        wrong(size, () -> CutMix.mixImagesInPlace(IMAGES, forTwo)),
        wrong(bbox, () -> cutMix.mix(IMAGES, IDS, tooWide)),
        wrong(bbox, () -> cutMix.mixInPlace(IMAGES, IDS, tooWide)),
        wrong(bbox, () -> CutMix.mixImagesInPlace(IMAGES, tooWide)),
        wrong(bbox, () -> fixed(new Box(0, 0, 9, 1)).requireFits(6, 8)));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void recipe_that_does_not_fit_the_images_is_refused(Wrong wrong) {
    assertThatIllegalArgumentException().isThrownBy(wrong.call()).withMessage(wrong.message());
  }

  private static Wrong wrong(String message, ThrowingCallable call) {
    return new Wrong(message, call);
  }

  private static ThrowingCallable mixing(CutMix cutMix, INDArray images, INDArray targets) {
    return () -> cutMix.mix(images, targets, RandomStream.forBatch(0, 0, 0));
  }

  private static ThrowingCallable withIds(CutMix cutMix, double... ids) {
    return mixing(cutMix, IMAGES, Nd4j.createFromArray(Arrays.copyOf(ids, ids.length)));
  }

  private static CutMix fixed(Box box) {
    return CutMix.builder(3).bbox(box).build();
  }

  private static void twoWithin(int... places) {
    Recipe.unmixed(2).within(places, 3);
  }

  private static void drawBoxFor(int height, int width) {
    CutMix.builder(3).build().drawBox(RandomStream.forBatch(0, 0, 0), height, width);
  }

  private static void drawFor(int samples, int height, int width) {
    CutMix.builder(3).build().draw(RandomStream.forBatch(0, 0, 0), samples, height, width);
  }
}
