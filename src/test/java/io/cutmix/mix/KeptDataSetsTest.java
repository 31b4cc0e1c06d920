package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Iterators of Deeplearning4j that keep their data and hand it out in every epoch. */
class KeptDataSetsTest {
  private static final CutMix CUT_MIX = CutMix.builder(4).length(0.6).build();

  private final INDArray images = Nd4j.rand(DataType.FLOAT, 4, 1, 9, 9);
  private final DataSet kept = new DataSet(images, Nd4j.eye(4).castTo(DataType.FLOAT));

  @Test
  void batches_merged_from_kept_samples_are_mixed_anew_in_every_epoch() {
    DataSetIterator iterator = new ListDataSetIterator<>(kept.asList(), 4);
    iterator.setPreProcessor(new CutMixPreProcessor(CUT_MIX, 1));

    List<INDArray> epochs = epochs(iterator);

    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      assertThat(epochs.get(epoch)).isEqualTo(mixedOnce(epoch));
    }
  }

  @Test
  void kept_batches_that_remember_it_are_mixed_once() {
    DataSetIterator iterator = new ExistingDataSetIterator(List.of(kept));
    iterator.setPreProcessor(new CutMixPreProcessor(CUT_MIX, 1));

    assertThat(epochs(iterator)).containsOnly(mixedOnce(0));
  }

  /** What the batch looks like in three epochs. */
  private static List<INDArray> epochs(DataSetIterator iterator) {
    List<INDArray> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      epochs.add(iterator.next().getFeatures().dup());
      iterator.reset();
    }
    return epochs;
  }

  private INDArray mixedOnce(int batch) {
    var random = RandomStream.forBatch(1, 0, batch);
    random.nextDouble(); // whether the batch is mixed at all
    return CUT_MIX.mix(images, Nd4j.createFromArray(0, 1, 2, 3), random).images();
  }
}
