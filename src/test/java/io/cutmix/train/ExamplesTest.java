package io.cutmix.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.CutMixPreProcessor;
import io.cutmix.mix.ImageLayout;
import io.cutmix.mix.MixedBatch;
import io.cutmix.mix.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.AsyncShieldDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** The examples of the documentation, as they stand there. */
class ExamplesTest {
  private final INDArray images = Nd4j.rand(DataType.FLOAT, 6, 1, 8, 8);
  private final INDArray targets = Nd4j.createFromArray(0, 1, 2, 3, 4, 5);
  private final long seed = 3;
  private final long epoch = 0;
  private final long batch = 0;
  private final int epochs = 2;

  @Test
  void a_batch_is_mixed() {
    CutMix cutMix = CutMix.builder(10).alpha(0.2).build();
    MixedBatch mixed = cutMix.mix(images, targets, RandomStream.forBatch(seed, epoch, batch));

    assertThat(mixed.targets().shape()).containsExactly(6, 10);
  }

  @Test
  void every_batch_of_an_iterator_is_mixed() {
    CutMix cutMix = CutMix.builder(10).build();
    DataSetIterator iterator = new ViewIterator(new DataSet(images, targets.reshape(6, 1)), 3);
    MultiLayerNetwork network = network();

    iterator.setPreProcessor(new CutMixPreProcessor(cutMix, seed));
    network.fit(iterator, epochs);
    network.fit(new AsyncShieldDataSetIterator(iterator), epochs);

    assertThat(network.score()).isPositive().isFinite();
    iterator.setPreProcessor(
        CutMixPreProcessor.builder(cutMix).seed(seed).prob(0.5).layout(ImageLayout.NHWC).build());
    assertThat(iterator.getPreProcessor()).isNotNull();
  }

  @Test
  void what_a_batch_is_refused_for_is_thrown_where_nothing_is_read_ahead() {
    DataSetIterator iterator = new ViewIterator(new DataSet(images, targets.reshape(6, 1)), 3);
    MultiLayerNetwork network = network();
    iterator.setPreProcessor(new CutMixPreProcessor(CutMix.builder(2).build(), seed));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.fit(new AsyncShieldDataSetIterator(iterator), epochs))
        .withMessageContaining("must be a class id in 0..1, but was 2");
  }

  @Test
  void a_folder_is_trained_with(@TempDir Path folder) throws IOException {
    Npy.write(folder.resolve("images-00000.npy"), "|u1", "(6, 1, 8, 8)", new byte[6 * 8 * 8]);
    Npy.write(folder.resolve("labels-00000.npy"), "<f8", "(6, 10)", new byte[6 * 10 * 8]);
    MultiLayerNetwork network = network();

    DataSetIterator mixed = MixedFolderIterator.builder(folder).batchSize(64).shuffle(seed).build();
    network.fit(mixed, epochs);

    assertThat(network.getIterationCount()).isEqualTo(epochs);
  }

  @Test
  void a_loss_is_interpolated() {
    CutMix cutMix = CutMix.builder(10).build();
    MixedBatch mixed = cutMix.mix(images, targets, RandomStream.forBatch(seed, epoch, batch));

    INDArray own = targets;
    INDArray partners = mixed.ofPartners(targets);
    double[] lambdas = mixed.lambdas();

    for (int i = 0; i < lambdas.length; i++) {
      for (int k = 0; k < 10; k++) {
        double share =
            (own.getInt(i) == k ? lambdas[i] : 0) + (partners.getInt(i) == k ? 1 - lambdas[i] : 0);
        assertThat(mixed.targets().getFloat(i, k)).isEqualTo((float) share);
      }
    }
  }

  /** The reference's own example: two images of 4 × 5 pixels, ten classes, alpha 0.2. */
  @Test
  void the_example_of_the_reference_gives_images_and_labels_in_proportion() {
    INDArray two = Nd4j.rand(DataType.FLOAT, 2, 3, 4, 5);
    INDArray ids = Nd4j.createFromArray(3, 8);
    CutMix cutMix = CutMix.builder(10).alpha(0.2).build();

    MixedBatch mixed = cutMix.mix(two, ids, RandomStream.forBatch(seed, epoch, 3));

    Box box = mixed.recipe().box(0);
    assertThat(box.area()).isBetween(1L, 19L);
    assertThat(mixed.recipe().partners()).containsExactly(1, 0);
    assertThat(mixed.images().shape()).containsExactly(2, 3, 4, 5);
    assertThat(mixed.targets().shape()).containsExactly(2, 10);
    float kept = 1 - box.area() / 20f;
    for (int n = 0; n < 2; n++) {
      for (int k = 0; k < 10; k++) {
        float share = k == ids.getInt(n) ? kept : k == ids.getInt(1 - n) ? 1 - kept : 0;
        assertThat(mixed.targets().getFloat(n, k)).isEqualTo(share);
      }
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 5; x++) {
          boolean pasted = x >= box.x1() && x < box.x2() && y >= box.y1() && y < box.y2();
          for (int c = 0; c < 3; c++) {
            assertThat(mixed.images().getFloat(n, c, y, x))
                .isEqualTo(two.getFloat(pasted ? 1 - n : n, c, y, x));
          }
        }
      }
    }
  }

  @Test
  void the_documentation_shows_these_examples() throws IOException {
    List<String> here = lines(Files.readString(Path.of("src/test/java").resolve(fileName())));

    List<String> shown =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(Files.readString(Path.of("src/site/markdown/library-and-training.md")))
            .results()
            .flatMap(block -> lines(block.group(1)).stream())
            .filter(line -> !line.equals("import " + MixedFolderIterator.class.getName()))
            .map(line -> line.replace("Path.of(\"out\")", "folder"))
            .toList();

    assertThat(here).containsAll(shown);
    assertThat(shown).hasSize(13);
  }

  private static Path fileName() {
    return Path.of(ExamplesTest.class.getName().replace('.', '/') + ".java");
  }

  /** Words with single spaces, since the documentation has shorter lines. */
  private static List<String> lines(String code) {
    String oneLine = code.replaceAll("\\s+", " ");
    return Stream.of(oneLine.split(";"))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    network.init();
    return network;
  }

  /** Writes arrays as NumPy does. */
  private static final class Npy {
    static void write(Path file, String type, String shape, byte[] values) throws IOException {
      String header =
          "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
      ByteBuffer bytes =
          ByteBuffer.allocate(10 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
      bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
      bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(values);
      Files.write(file, bytes.array());
    }
  }
}
