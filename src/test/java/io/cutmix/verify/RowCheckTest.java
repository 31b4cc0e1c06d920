package io.cutmix.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.finished.FinishedRow;
import io.cutmix.job.LabelNumbers;
import io.cutmix.verify.Subject.Item;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a row says, against its sources and its box. */
class RowCheckTest {
  @TempDir private Path temp;

  private void assertFound(String options, FinishedRow row, String... parts) throws IOException {
    SmallRun run = new SmallRun(temp, options, "");
    RowCheck check = new RowCheck(run.subject(), new ExpectedNames(run.subject()));

    check.check(new Item(row, row.fileName(), 0, 0, 1));

    assertThat(run.differences()).hasSize(parts.length);
    for (int i = 0; i < parts.length; i++) {
      assertThat(run.differences().get(i)).contains(parts[i]);
    }
  }

  private static FinishedRow withBox(double lam, int... box) {
    FinishedRow row = SmallRun.row(0, 1);
    double[] label = {lam, 1 - lam};
    return new FinishedRow(
        row.fileName(),
        LabelNumbers.of(label),
        lam,
        box,
        row.source(),
        row.partner(),
        row.copy(),
        row.batch());
  }

  @Test
  void a_sound_row_has_no_difference() throws IOException {
    assertFound("", SmallRun.row(0, 1));
    assertFound(",'label-smoothing':0", SmallRun.row(0, 1));
  }

  @Test
  void lam_is_the_share_outside_of_the_box() throws IOException {
    assertFound("", withBox(0.7, 0, 0, 2, 2), "lam: expected 0.75, found 0.7");
  }

  @Test
  void the_box_lies_in_the_image() throws IOException {
    assertFound("", withBox(0.5, 0, 0, 2, 5), "bbox: expected x1 <= x2 <= 4, y1 <= y2 <= 4");
    assertFound("", withBox(0.75, 0, 0, 2), "bbox: expected x1 <= x2 <= 4");
    assertFound("", withBox(0.75, 2, 0, 0, 2), "bbox: expected x1 <= x2 <= 4");
  }

  @Test
  void the_box_is_as_the_options_say() throws IOException {
    FinishedRow row = SmallRun.row(0, 1);
    assertFound(",'bbox':'0,0,2,2'", row);
    assertFound(",'bbox':'1,0,3,2'", row, "bbox: expected 1,0,3,2, found 0,0,2,2");
    assertFound(",'length':0.5", row);
    assertFound(",'length':0.25", row, "side of bbox: expected 1", "side of bbox: expected 1");
    assertFound(",'length':0.75", withBox(0.75, 1, 1, 3, 3), "expected 3", "expected 3");
    assertFound(",'min-box':0.9", row, "share of the box");
    assertFound(",'max-box':0.2", withBox(0, 0, 0, 4, 4), "share of the box");
  }

  @Test
  void labels_are_in_proportion_to_the_pixels() throws IOException {
    FinishedRow row = SmallRun.row(0, 1);
    row.label()[0] = 0.5;
    assertFound("", row, "soft_label of \"a\": expected 0.75, found 0.5");
    assertFound(
        ",'label-smoothing':0.5", SmallRun.row(0, 1), "soft_label of \"a\": expected 0.625");
  }

  @Test
  void copy_batch_and_name_follow_from_the_file_number() throws IOException {
    FinishedRow row = SmallRun.row(0, 1);
    FinishedRow other =
        new FinishedRow(
            "images/1.png", row.numbers(), 0.75, row.box(), row.source(), row.partner(), 1, 1);
    assertFound(
        "",
        other,
        "copy: expected 0, found 1",
        "batch: expected 0, found 1",
        "file_name: expected images/000000.png");
  }

  @Test
  void an_original_is_unmixed() throws IOException {
    SmallRun run = new SmallRun(temp, ",'include-originals':true", "");
    FinishedRow row = SmallRun.row(0, 1);
    RowCheck check = new RowCheck(run.subject(), new ExpectedNames(run.subject()));

    check.check(new Item(row, row.fileName(), 4, 0, 1));

    assertThat(run.differences()).anyMatch(line -> line.contains("none, as it is an original"));
  }
}
