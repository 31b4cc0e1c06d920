package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.TestDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Mixing between ND4J's iterators and a model. */
class CutMixPreProcessorTest {
  private static final int SAMPLES = 8;
  private static final int BATCH = 4;
  private static final CutMix CUT_MIX =
      CutMix.builder(SAMPLES).length(0.5).boxScope(BoxScope.SAMPLE).build();

  /** ND4J's iterators over a data set in memory. */
  enum Source {
    COPIES {
      @Override
      DataSetIterator over(DataSet all) {
        return new TestDataSetIterator(all, BATCH);
      }
    },
    VIEWS {
      @Override
      DataSetIterator over(DataSet all) {
        return new ViewIterator(all, BATCH);
      }
    };

    abstract DataSetIterator over(DataSet all);
  }

  @ParameterizedTest
  @EnumSource
  void batches_come_out_mixed_with_labels_that_fit_the_pixels(Source source) {
    List<DataSet> batches = mixed(source, dataSet(), 1);

    assertThat(batches).hasSize(SAMPLES / BATCH);
    for (DataSet batch : batches) {
      for (int i = 0; i < BATCH; i++) {
        double[] shares = sharesOfSamples(batch.getFeatures(), i);
        assertThat(Arrays.stream(shares).filter(share -> share > 0)).hasSize(2);
        for (int k = 0; k < SAMPLES; k++) {
          assertThat(batch.getLabels().getDouble(i, k)).isEqualTo(shares[k]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void source_arrays_are_unchanged(Source source) {
    DataSet all = dataSet();

    mixed(source, all, 1);

    assertThat(all.getFeatures()).isEqualTo(dataSet().getFeatures());
    assertThat(all.getLabels()).isEqualTo(dataSet().getLabels());
  }

  @ParameterizedTest
  @EnumSource
  void same_seed_gives_the_same_batches_and_another_seed_others(Source source) {
    assertThat(prints(mixed(source, dataSet(), 1))).isEqualTo(prints(mixed(source, dataSet(), 1)));
    assertThat(prints(mixed(source, dataSet(), 1)))
        .isNotEqualTo(prints(mixed(source, dataSet(), 2)));
  }

  @Test
  void class_ids_become_rows() {
    DataSet batch = dataSet();
    batch.setLabels(Nd4j.createFromArray(0, 1, 2, 3, 4, 5, 6, 7));

    new CutMixPreProcessor(CUT_MIX, 0).preProcess(batch);

    assertThat(batch.getLabels().shape()).containsExactly(SAMPLES, SAMPLES);
  }

  @Test
  void two_threads_draw_each_batch_number_once() throws Exception {
    CutMixPreProcessor preProcessor = new CutMixPreProcessor(CUT_MIX, 5);
    Callable<List<String>> worker =
        () -> IntStream.range(0, 50).mapToObj(i -> print(preProcessor, dataSet())).toList();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<String> prints = new ArrayList<>();
    try {
      for (Future<List<String>> future : threads.invokeAll(List.of(worker, worker))) {
        prints.addAll(future.get());
      }
    } finally {
      threads.shutdownNow();
    }

    CutMixPreProcessor alone = new CutMixPreProcessor(CUT_MIX, 5);
    assertThat(prints)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 100).mapToObj(i -> print(alone, dataSet())).toList());
  }

  @Test
  void copy_over_a_wire_goes_on_with_the_next_batch() throws Exception {
    CutMixPreProcessor original = new CutMixPreProcessor(CUT_MIX, 5);
    print(original, dataSet());

    CutMixPreProcessor copy = SerialisationTest.copy(original);

    assertThat(print(copy, dataSet())).isEqualTo(print(original, dataSet()));
  }

  /** Sample {@code i} consists of the number {@code i}, in class {@code i}. */
  private static DataSet dataSet() {
    INDArray features = Nd4j.create(DataType.FLOAT, SAMPLES, 2, 16, 16);
    for (int i = 0; i < SAMPLES; i++) {
      features.slice(i).assign(i);
    }
    return new DataSet(features, Nd4j.eye(SAMPLES).castTo(DataType.DOUBLE));
  }

  private static List<DataSet> mixed(Source source, DataSet all, long seed) {
    DataSetIterator iterator = source.over(all);
    iterator.setPreProcessor(new CutMixPreProcessor(CUT_MIX, seed));
    List<DataSet> batches = new ArrayList<>();
    iterator.forEachRemaining(batches::add);
    return batches;
  }

  private static double[] sharesOfSamples(INDArray images, int image) {
    double[] shares = new double[SAMPLES];
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        shares[(int) images.getDouble(image, 1, y, x)] += 1 / 256.0;
      }
    }
    return shares;
  }

  private static String print(CutMixPreProcessor preProcessor, DataSet batch) {
    preProcessor.preProcess(batch);
    return print(batch);
  }

  private static List<String> prints(List<DataSet> batches) {
    return batches.stream().map(CutMixPreProcessorTest::print).toList();
  }

  private static String print(DataSet batch) {
    return Arrays.toString(Nd4j.toFlattened(batch.getFeatures()).toFloatVector());
  }
}
