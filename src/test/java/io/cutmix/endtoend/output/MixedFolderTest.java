package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.CutMixPreProcessor;
import io.cutmix.plan.Plan;
import io.cutmix.plan.PlanOptions;
import io.cutmix.plan.PlanOptions.ProbScope;
import io.cutmix.plan.Plans;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.train.MixedFolderIterator;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** What a run wrote, read as batches for training. */
class MixedFolderTest {
  private static final int IMAGES = 22;
  private static final int BATCH = 4;
  private static final int SEED = 7;
  private static final double PROB = 0.7;

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());

  @BeforeEach
  void images_of_three_classes() throws IOException {
    input = ImagesAndLabels.make(temp, IMAGES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output-format=files",
        "--output-format=npy",
        "--output-format=webdataset",
        "--output-format=files --labels-format=jsonl",
        "--output-format=files --label-encoding=sparse",
        "--output-format=webdataset --shard-bytes=9000",
        "--output-format=webdataset --label-encoding=sparse",
        "--output-format=npy --shard-size=8",
        "--output-format=mds --shard-bytes=9000",
        "--output-format=mds --labels-format=shards --label-encoding=sparse",
        "--output-format=files --format=tiff"
      })
  void offline_batches_are_those_that_are_mixed_on_the_fly(String options) throws IOException {
    Path out = augment(options.split(" "));

    List<DataSet> offline = batches(MixedFolderIterator.builder(out).batchSize(BATCH).build());

    List<DataSet> onTheFly = mixedOnTheFly();
    assertThat(offline).hasSameSizeAs(onTheFly);
    for (int i = 0; i < offline.size(); i++) {
      assertThat(offline.get(i).getFeatures()).isEqualTo(onTheFly.get(i).getFeatures());
      assertThat(offline.get(i).getLabels()).isEqualTo(onTheFly.get(i).getLabels());
    }
    assertThat(offline.get(0).getFeatures().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(mixedLabels(offline)).isBetween(1L, IMAGES - 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "npy", "webdataset"})
  void unsigned_bytes_are_the_floats_by_255(String format) throws IOException {
    Path out = augment("--output-format=" + format);

    DataSet bytes = MixedFolderIterator.builder(out).unsignedBytes().build().next();

    DataSet floats = MixedFolderIterator.builder(out).build().next();
    assertThat(bytes.getFeatures().dataType()).isEqualTo(DataType.UINT8);
    assertThat(bytes.getFeatures().castTo(DataType.FLOAT).div(255f))
        .isEqualTo(floats.getFeatures());
    assertThat(bytes.getFeatures().shape()).containsExactly(IMAGES, 3, 5, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "npy"})
  void batches_lie_in_the_workspace_of_whoever_asks_for_them(String format) throws IOException {
    Path out = augment("--output-format=" + format);
    DataSet own = MixedFolderIterator.builder(out).build().next();
    WorkspaceConfiguration room = WorkspaceConfiguration.builder().initialSize(1 << 20).build();

    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(room, "batches")) {
      DataSet lent = MixedFolderIterator.builder(out).build().next();

      assertThat(workspace.getPrimaryOffset()).isGreaterThan(IMAGES * 3 * 5 * 7 * 4L);
      assertThat(lent.getFeatures().isAttached()).isTrue();
      assertThat(lent.getFeatures()).isEqualTo(own.getFeatures());
      assertThat(lent.getLabels()).isEqualTo(own.getLabels());
    }
    assertThat(own.getFeatures().isAttached()).isFalse();
  }

  @Test
  void a_batch_larger_than_what_is_left_is_what_is_left() throws IOException {
    DataSetIterator iterator = MixedFolderIterator.builder(augment()).batchSize(BATCH).build();
    int all = samples(batches(iterator)).size();
    iterator.reset();
    iterator.next(2);

    assertThat(iterator.next(Integer.MAX_VALUE).numExamples()).isEqualTo(all - 2);
    assertThat(iterator.hasNext()).isFalse();
  }

  @Test
  void each_epoch_has_its_own_order_that_the_seed_decides() throws IOException {
    Path out = augment();
    DataSetIterator iterator = MixedFolderIterator.builder(out).batchSize(5).shuffle(3).build();
    List<String> first = samples(batches(iterator));
    iterator.reset();
    iterator.reset();
    List<String> second = samples(batches(iterator));

    List<String> stored = samples(batches(MixedFolderIterator.builder(out).build()));
    assertThat(first).isNotEqualTo(stored).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(stored);
    DataSetIterator again = MixedFolderIterator.builder(out).batchSize(7).shuffle(3).build();
    assertThat(samples(batches(again))).isEqualTo(first);
    again.reset();
    assertThat(samples(batches(again))).isEqualTo(second);
    DataSetIterator other = MixedFolderIterator.builder(out).shuffle(4).build();
    assertThat(samples(batches(other))).isNotEqualTo(first);
  }

  @Test
  void without_a_seed_each_epoch_is_in_the_order_of_the_file_numbers() throws IOException {
    Path out = augment();
    DataSetIterator iterator = MixedFolderIterator.builder(out).batchSize(5).build();

    List<DataSet> first = batches(iterator);
    iterator.reset();

    assertThat(samples(batches(iterator))).isEqualTo(samples(first));
    assertThat(first).hasSize(5);
    assertThat(first.get(4).numExamples()).isEqualTo(2);
    List<JsonNode> rows = Oracle.rows(out);
    for (int i = 0; i < IMAGES; i++) {
      for (int k = 0; k < 3; k++) {
        assertThat(first.get(i / 5).getLabels().getFloat(i % 5, k))
            .isEqualTo((float) rows.get(i).get("soft_label").get(k).asDouble());
      }
    }
  }

  @Test
  void a_thread_may_read_ahead() throws IOException {
    Path out = augment();
    DataSetIterator plain = MixedFolderIterator.builder(out).batchSize(5).shuffle(1).build();
    AsyncDataSetIterator ahead =
        new AsyncDataSetIterator(
            MixedFolderIterator.builder(out).batchSize(5).shuffle(1).build(), 2);

    try {
      assertThat(samples(batches(ahead))).isEqualTo(samples(batches(plain)));
    } finally {
      ahead.shutdown();
    }
  }

  /** As ND4J interrupts the thread that reads ahead: it is to end after the batch, not in it. */
  @ParameterizedTest
  @ValueSource(strings = {"files", "npy", "webdataset", "mds"})
  void an_interrupted_thread_gets_its_batch_and_stays_interrupted(String format)
      throws IOException {
    Path out = augment("--output-format=" + format);
    DataSetIterator iterator = MixedFolderIterator.builder(out).batchSize(5).build();
    List<DataSet> interrupted = new ArrayList<>();

    while (iterator.hasNext()) {
      Thread.currentThread().interrupt();
      interrupted.add(iterator.next());
      assertThat(Thread.interrupted()).isTrue();
    }

    DataSetIterator plain = MixedFolderIterator.builder(out).batchSize(5).build();
    assertThat(samples(interrupted)).isEqualTo(samples(batches(plain)));
  }

  @Test
  void reading_ahead_starts_again_in_the_middle_of_an_epoch() throws IOException {
    Path out = augment("--output-format=webdataset");
    AsyncDataSetIterator ahead =
        new AsyncDataSetIterator(MixedFolderIterator.builder(out).batchSize(2).build(), 2);
    DataSet first = MixedFolderIterator.builder(out).batchSize(2).build().next();

    try {
      for (int i = 0; i < 10; i++) {
        assertThat(ahead.hasNext()).isTrue();
        assertThat(ahead.next().getFeatures()).isEqualTo(first.getFeatures());
        ahead.reset();
      }
    } finally {
      ahead.shutdown();
    }
  }

  @Test
  void an_iterator_is_not_serialized() throws IOException {
    DataSetIterator iterator = MixedFolderIterator.builder(augment()).build();

    try (ObjectOutputStream nowhere = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      assertThatThrownBy(() -> nowhere.writeObject(iterator))
          .isInstanceOf(NotSerializableException.class)
          .hasMessage("io.cutmix.train.MixedFolderIterator");
    }
  }

  @Test
  void gray_images_have_one_channel_and_classes_their_names() throws IOException {
    input = ImagesAndLabels.make(temp.resolve("gray"), 4, "png", 6, 5, 1);

    DataSetIterator iterator = MixedFolderIterator.builder(augment()).build();

    DataSet batch = iterator.next();
    assertThat(batch.getFeatures().shape()).containsExactly(4, 1, 6, 5);
    assertThat(iterator.getLabels()).isEqualTo(ImagesAndLabels.CLASSES);
    assertThat(batch.getLabelNamesList()).isEqualTo(ImagesAndLabels.CLASSES);
    assertThat(iterator.totalOutcomes()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "webdataset"})
  void sparse_labels_without_the_names_of_classes_need_their_number(String format)
      throws IOException {
    Path dense = augment();
    Path out = temp.resolve("sparse");
    Cutmix.Outcome outcome =
        Cutmix.augment(
            input,
            out,
            "--seed=" + SEED,
            "--batch-size=" + BATCH,
            "--prob=" + PROB,
            "--output-format=" + format,
            "--labels-format=jsonl",
            "--label-encoding=sparse");
    assertThat(outcome.exit()).as(outcome.err()).isZero();

    DataSetIterator iterator = MixedFolderIterator.builder(out).numClasses(3).build();

    assertThat(samples(batches(iterator)))
        .isEqualTo(samples(batches(MixedFolderIterator.builder(dense).build())));
  }

  @Test
  void the_pre_processor_sees_every_batch() throws IOException {
    DataSetIterator iterator = MixedFolderIterator.builder(augment()).batchSize(11).build();
    iterator.setPreProcessor(batch -> batch.setFeatures(batch.getFeatures().mul(0)));

    assertThat(iterator.next().getFeatures().sumNumber().doubleValue()).isZero();
    assertThat(iterator.next().getFeatures().sumNumber().doubleValue()).isZero();
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("reset()");
  }

  @Test
  void images_of_several_sizes_are_refused_in_one_batch() throws IOException {
    for (int i = 0; i < IMAGES / 2; i++) {
      ImagesAndLabels.write(input.file(i), ImagesAndLabels.image(i, 8, 9, 3));
    }
    Path out = augment("--size=bucket");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MixedFolderIterator.builder(out).build().next())
        .withMessageContaining("7 x 5 and of 9 x 8 don't fit into one batch")
        .withMessageContaining("--size");
    assertThat(batches(MixedFolderIterator.builder(out).batchSize(1).build())).hasSize(IMAGES);
  }

  @Test
  void a_folder_without_labels_that_it_can_read_is_refused() throws IOException {
    Path out = augment("--labels-format=csv");

    assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
        .hasMessageContaining(out + ": holds neither labels.json nor metadata.jsonl")
        .hasMessageContaining("name a folder that cutmix augment wrote");
  }

  @Test
  void what_is_no_folder_is_refused_as_such() throws IOException {
    Path missing = temp.resolve("missing");
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> MixedFolderIterator.builder(missing).build())
        .hasMessage(missing + ": no such folder; name a folder that cutmix augment wrote");
    assertThatThrownBy(() -> MixedFolderIterator.builder(file).build())
        .hasMessage(file + ": is a file; name a folder that cutmix augment wrote");
  }

  @Test
  void a_run_that_is_not_finished_is_refused() throws IOException {
    input.damage(3);
    Path out = temp.resolve("out");
    assertThat(Cutmix.augment(input, out).exit()).isEqualTo(3);

    assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
        .hasMessageContaining("isn't finished; give its cutmix command once more");
  }

  @Test
  void a_file_that_is_gone_or_broken_is_named() throws IOException {
    Path out = augment();
    DataSetIterator iterator = MixedFolderIterator.builder(out).build();
    Path image = out.resolve("images/000003.png");
    Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 60));
    assertThatThrownBy(iterator::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(image + ": ");
    Files.delete(image);

    iterator.reset();

    assertThatThrownBy(iterator::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(image + ": file: expected there, found missing; write the folder again");
  }

  @Test
  void arrays_that_do_not_belong_together_or_are_cut_off_are_refused() throws IOException {
    Path out = augment("--output-format=npy", "--shard-size=8");
    Path images = out.resolve("images-00001.npy");
    byte[] whole = Files.readAllBytes(images);

    Files.copy(
        out.resolve("labels-00002.npy"),
        out.resolve("labels-00001.npy"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
        .hasMessageContaining(images + ": images: expected 6 as labels-00001.npy has, found 8");
    Files.write(images, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
        .hasMessageContaining(
            "images-00001.npy: bytes: expected %d, found %d", whole.length, whole.length - 1);
    for (String shape : List.of("(8, , 5, 3)", "(8, 5, 5, 99999999999)", "()")) {
      Files.write(images, withShape(whole, shape));
      assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
          .hasMessageContaining("images-00001.npy: header: expected that of an array of |u1");
    }
    Files.write(images, withShape(whole, "(8, 999999999, 999999999, 3)"));
    assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
        .hasMessageContaining("images-00001.npy: bytes: expected ");
    Files.writeString(images, "no array at all");
    assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
        .hasMessageContaining("images-00001.npy: header: expected that of an array of |u1");
    Files.writeString(images, "");
    assertThatThrownBy(() -> MixedFolderIterator.builder(out).build())
        .hasMessageContaining("images-00001.npy: header: expected that of an array of |u1");
  }

  /** Of the header only spaces at its end are there to be taken. */
  private static byte[] withShape(byte[] array, String shape) {
    String text = new String(array, StandardCharsets.ISO_8859_1);
    Matcher rest = Pattern.compile("\\([0-9, ]+\\), } *").matcher(text);
    assertThat(rest.find()).isTrue();
    String other = String.format("%-" + rest.group().length() + "s", shape + ", }");
    return rest.replaceFirst(other).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void sizes_of_batches_below_one_are_refused() throws IOException {
    Path out = augment();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MixedFolderIterator.builder(out).batchSize(0))
        .withMessage("batch-size must be at least 1, but was 0");
  }

  private Path augment(String... options) {
    Path out = temp.resolve("out");
    List<Object> all = new ArrayList<>(List.of("--seed", SEED, "--batch-size", BATCH));
    all.addAll(List.of("--prob", PROB));
    all.addAll(List.of(options));
    Cutmix.Outcome outcome = Cutmix.augment(input, out, all.toArray());
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return out;
  }

  /** The images in the order of the plan, mixed by the library between iterator and model. */
  private List<DataSet> mixedOnTheFly() throws IOException {
    CutMix cutMix = CutMix.builder(3).build();
    Plan plan =
        Plans.of(new PlanOptions(cutMix, PROB, ProbScope.BATCH, BATCH, 1, SEED), IMAGES, 5, 7);
    CutMixPreProcessor preProcessor =
        CutMixPreProcessor.builder(cutMix).seed(SEED).prob(PROB).build();
    List<DataSet> batches = new ArrayList<>();
    for (long number = 0; number < plan.batches(); number++) {
      int size = plan.sizeOf(number);
      INDArray images = Nd4j.create(DataType.FLOAT, size, 3, 5, 7);
      int[] ids = new int[size];
      for (int i = 0; i < size; i++) {
        int sample = plan.batch(number).sample(i);
        images.slice(i).assign(floats(input.file(sample)));
        ids[i] = ImagesAndLabels.CLASSES.indexOf(ImagesAndLabels.label(input.names().get(sample)));
      }
      DataSet batch = new DataSet(images, Nd4j.createFromArray(ids).reshape(size, 1));
      preProcessor.preProcess(batch);
      batches.add(batch);
    }
    return batches;
  }

  private static INDArray floats(Path photo) throws IOException {
    int[][][] pixels = Oracle.read(photo, 3);
    float[][][] planes = new float[3][5][7];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 7; x++) {
          planes[c][y][x] = pixels[y][x][c] / 255f;
        }
      }
    }
    return Nd4j.createFromArray(planes);
  }

  private static List<DataSet> batches(DataSetIterator iterator) {
    List<DataSet> batches = new ArrayList<>();
    while (iterator.hasNext()) {
      batches.add(iterator.next());
    }
    return batches;
  }

  /** Each sample as text, whatever batch it is in. */
  private static List<String> samples(List<DataSet> batches) {
    List<String> samples = new ArrayList<>();
    for (DataSet batch : batches) {
      for (int i = 0; i < batch.numExamples(); i++) {
        samples.add(
            Arrays.toString(batch.getFeatures().slice(i).dup().data().asFloat())
                + batch.getLabels().slice(i));
      }
    }
    return samples;
  }

  private static long mixedLabels(List<DataSet> batches) {
    long mixed = 0;
    for (DataSet batch : batches) {
      for (int i = 0; i < batch.numExamples(); i++) {
        mixed += batch.getLabels().slice(i).maxNumber().doubleValue() < 1 ? 1 : 0;
      }
    }
    return mixed;
  }
}
