package io.cutmix.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.finished.FinishedRow;
import io.cutmix.verify.Subject.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may be whose partner in a batch, and which samples come out. */
class BatchRulesTest {
  @TempDir private Path temp;

  private List<String> found(String options, Item... items) throws IOException {
    SmallRun run = new SmallRun(temp, options, "");
    BatchRules rules = new BatchRules(run.subject());
    for (Item item : items) {
      rules.add(item);
    }
    rules.end();
    return run.differences();
  }

  private static Item unmixed(int source) {
    FinishedRow row = SmallRun.row(source, source);
    FinishedRow same =
        new FinishedRow(
            row.fileName(),
            row.label(),
            1,
            new int[4],
            row.source(),
            row.partner(),
            0,
            row.batch());
    return new Item(same, same.fileName(), source, source, source);
  }

  private static Item withBox(Item item, int... box) {
    FinishedRow row = item.row();
    FinishedRow other =
        new FinishedRow(
            row.fileName(), row.label(), 0.75, box, row.source(), row.partner(), 0, row.batch());
    return new Item(other, item.name(), item.number(), item.source(), item.partner());
  }

  @Test
  void partners_are_the_samples_of_the_batch_in_another_order() throws IOException {
    assertThat(found("", SmallRun.item(0, 1), SmallRun.item(1, 0))).isEmpty();
    assertThat(found("", SmallRun.item(0, 1), SmallRun.item(1, 2)))
        .singleElement()
        .asString()
        .contains("000001.png: partner: expected each sample of the batch once");
  }

  @Test
  void each_batch_is_looked_at_by_itself() throws IOException {
    assertThat(
            found(
                "",
                SmallRun.item(0, 1),
                SmallRun.item(1, 0),
                SmallRun.item(2, 3),
                SmallRun.item(3, 2)))
        .isEmpty();
  }

  @Test
  void all_are_mixed_unless_the_options_let_some_stay() throws IOException {
    Item[] one = {SmallRun.item(0, 1), unmixed(1)};

    assertThat(found("", one))
        .singleElement()
        .asString()
        .contains("mixed images of the batch: expected 2, found 1");
    assertThat(found(",'prob-scope':'sample','prob':0.5", one)).isEmpty();
    assertThat(found(",'pairing':'permutation'", one)).isEmpty();
    assertThat(found(",'mix-classes':'a'", unmixed(0), unmixed(1))).isEmpty();
  }

  @Test
  void a_batch_has_one_box_unless_each_sample_has_its_own() throws IOException {
    Item[] two = {SmallRun.item(0, 1), withBox(SmallRun.item(1, 0), 1, 1, 3, 3)};

    assertThat(found("", two)).singleElement().asString().contains("bbox: expected [0, 0, 2, 2]");
    assertThat(found(",'box-scope':'pair'", two)).hasSize(1);
    assertThat(found(",'box-scope':'sample'", two)).isEmpty();
  }

  @Test
  void samples_of_other_classes_stay_unmixed() throws IOException {
    assertThat(found(",'mix-classes':'a'", SmallRun.item(0, 1), SmallRun.item(1, 0)))
        .hasSize(2)
        .allMatch(line -> line.contains("source and partner: expected samples of a"));
  }

  @Test
  void partners_of_the_same_class_are_no_more_than_needed() throws IOException {
    String options = ",'pairing':'different-class','batch-size':4";
    Item[] alike = {
      SmallRun.item(0, 2), SmallRun.item(1, 3), SmallRun.item(2, 0), SmallRun.item(3, 1)
    };

    assertThat(found(options, alike))
        .singleElement()
        .asString()
        .contains("partners of the same class in the batch: expected 0, found 4");
  }

  @Test
  void each_sample_comes_out_once_in_each_copy() throws IOException {
    SmallRun run = new SmallRun(temp, "", "");
    SampleCounts counts = new SampleCounts(run.subject());
    counts.add(SmallRun.item(0, 1));
    counts.add(SmallRun.item(0, 1));
    counts.add(SmallRun.item(1, 0));
    counts.add(SmallRun.item(2, 3));

    counts.end();

    assertThat(run.differences())
        .containsExactly(
            "images/000000.png: source: expected each sample once in copy 0, found p0.png",
            "p3.png: images in copy 0: expected 1, found 0");
  }

  @Test
  void classes_are_balanced_where_the_run_says_so() throws IOException {
    SmallRun run = new SmallRun(temp, ",'balance':true", "");
    SampleCounts counts = new SampleCounts(run.subject());
    for (int i = 0; i < 3; i++) {
      counts.add(SmallRun.item(0, 1));
    }

    counts.end();

    assertThat(run.differences())
        .containsExactly(
            "class \"a\": images: expected at most 1, found 3",
            "class \"a\": images of a sample: expected at most 1, found 3");
  }

  @Test
  void a_skipped_sample_is_one_of_the_data_set() throws IOException {
    SmallRun run =
        new SmallRun(temp, "", "{'source':'other.png','copy':0,'file':3,'reason':'gone'}");

    new SampleCounts(run.subject());

    assertThat(run.differences())
        .singleElement()
        .asString()
        .startsWith("run.json: failure of file 3: expected a sample");
  }
}
