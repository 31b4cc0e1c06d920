package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetOrderTest {
  private static final String LETTERS = "aZ09ö字 ,;\t\"'%-_\n";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rows_in_any_order_and_any_dialect_give_the_same_data_set(long seed, @TempDir Path folder)
      throws IOException {
    Random random = new Random(seed);
    Map<String, String> oracle = samples(random);
    LabeledFiles input = new LabeledFiles(folder).with(oracle.keySet().toArray(String[]::new));
    String fingerprint = "";
    for (int round = 0; round < 12; round++) {
      Dataset dataset = input.text(csv(oracle, random), StandardCharsets.UTF_8).read();

      assertThat(LabeledFiles.names(dataset)).containsExactlyElementsOf(oracle.keySet());
      assertThat(LabeledFiles.labels(dataset)).containsExactlyElementsOf(oracle.values());
      assertThat(dataset.labels().classes())
          .containsExactlyElementsOf(oracle.values().stream().distinct().sorted().toList());
      assertThat(dataset.fingerprint()).isEqualTo(round == 0 ? dataset.fingerprint() : fingerprint);
      fingerprint = dataset.fingerprint();
    }
  }

  @Test
  void the_fingerprint_stays_for_another_place_and_time(@TempDir Path one, @TempDir Path two)
      throws IOException {
    String[] rows = {"file,label", "a.jpg,cat", "b.jpg,dog"};
    LabeledFiles first = new LabeledFiles(one).with("a.jpg", "b.jpg", "other.jpg").csv(rows);
    LabeledFiles second = new LabeledFiles(two).with("b.jpg", "a.jpg").csv(rows);
    Files.setLastModifiedTime(second.images().resolve("a.jpg"), FileTime.fromMillis(0));

    assertThat(first.read().fingerprint())
        .isEqualTo(second.read().fingerprint())
        .matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void the_fingerprint_tells_names_labels_classes_and_sizes_apart(@TempDir Path folder)
      throws IOException {
    LabeledFiles input = new LabeledFiles(folder).with("a.jpg", "b.jpg", "c.jpg");
    List<String> prints = new ArrayList<>();
    prints.add(input.csv("file,label", "a.jpg,cat", "b.jpg,dog").read().fingerprint());
    prints.add(input.csv("file,label", "a.jpg,dog", "b.jpg,cat").read().fingerprint());
    prints.add(input.csv("file,label", "a.jpg,cat", "b.jpg,doc").read().fingerprint());
    prints.add(input.csv("file,label", "a.jpg,cat", "c.jpg,dog").read().fingerprint());
    prints.add(input.read(ClassList.named(List.of("dog", "cat"))).fingerprint());
    input.csv("file,cat,dog", "a.jpg,1,0", "b.jpg,0,1");
    prints.add(targets(input).fingerprint());
    input.csv("file,cat,dog", "a.jpg,1,0", "b.jpg,0.5,1");
    prints.add(targets(input).fingerprint());
    Files.writeString(input.images().resolve("a.jpg"), "longer than before");
    prints.add(input.csv("file,label", "a.jpg,cat", "b.jpg,dog").read().fingerprint());

    assertThat(prints).doesNotHaveDuplicates();
  }

  @Test
  void the_fingerprint_of_a_known_data_set_never_changes(@TempDir Path folder) throws IOException {
    LabeledFiles input = new LabeledFiles(folder).with("a.jpg", "ö.jpg");

    assertThat(input.csv("file,label", "ö.jpg,cat", "a.jpg,dog").read().fingerprint())
        .isEqualTo("sha256:820084cc4ea1564ff634f8a93f94964bce1a99f706308d8fc39355f0143bedc3");
  }

  private static Dataset targets(LabeledFiles input) throws IOException {
    return Sources.targets(input.source(), "cat", "dog").read(LabeledFiles.IS_IMAGE);
  }

  private static Map<String, String> samples(Random random) {
    Map<String, String> samples = new TreeMap<>();
    List<String> labels = List.of("cat", "großer Hund", "a,b;c", "\"quoted\"", "7");
    for (int i = 0; i < 40; i++) {
      String name =
          random
              .ints(1 + random.nextInt(12), 0, LETTERS.length())
              .mapToObj(letter -> LETTERS.substring(letter, letter + 1))
              .collect(Collectors.joining("", random.nextBoolean() ? "unter ordner/" : "", ".jpg"));
      samples.put(name, labels.get(random.nextInt(labels.size())));
    }
    return samples;
  }

  private static String csv(Map<String, String> samples, Random random) {
    String delimiter = List.of(",", ";", "\t").get(random.nextInt(3));
    String eol = random.nextBoolean() ? "\n" : "\r\n";
    boolean imageFirst = random.nextBoolean();
    List<String> rows = new ArrayList<>();
    samples.forEach(
        (name, label) -> {
          String image = cell(name, random);
          String other = cell(label, random);
          rows.add(imageFirst ? image + delimiter + other : other + delimiter + image);
        });
    Collections.shuffle(rows, random);
    if (random.nextBoolean()) {
      rows.add(0, imageFirst ? "Image" + delimiter + "Class" : "Class" + delimiter + "Image");
    }
    String mark = random.nextBoolean() ? "\uFEFF" : "";
    return mark + String.join(eol, rows) + (random.nextBoolean() ? eol : "");
  }

  private static String cell(String text, Random random) {
    boolean needed = !text.matches("[\\p{L}0-9%_'./-]([\\p{L}0-9 %_'./-]*[\\p{L}0-9])?");
    return needed || random.nextBoolean() ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
