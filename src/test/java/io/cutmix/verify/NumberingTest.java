package io.cutmix.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of file numbers, and the gaps among them. */
class NumberingTest {
  private static final String GAP = "{'source':'p1.png','copy':0,'file':1,'reason':'gone'}";

  @TempDir private Path temp;

  @Test
  void numbers_ascend_around_the_gaps() throws IOException {
    SmallRun run = new SmallRun(temp, "", GAP);
    Numbering numbering = new Numbering(run.subject(), "labels.json");

    assertThat(numbering.of(0, "a")).isZero();
    assertThat(numbering.of(-1, "b")).isEqualTo(2);
    assertThat(numbering.of(3, "c")).isEqualTo(3);
    numbering.end();

    assertThat(run.differences()).isEmpty();
  }

  @Test
  void a_row_of_a_gap_and_one_too_many_are_none() throws IOException {
    SmallRun run = new SmallRun(temp, "", GAP);
    Numbering numbering = new Numbering(run.subject(), "labels.json");

    assertThat(numbering.of(1, "b")).isNegative();
    assertThat(numbering.of(4, "e")).isNegative();

    assertThat(run.differences())
        .containsExactly(
            "labels.json: row of b: expected none, as run.json says it was skipped, found one",
            "labels.json: row of e: expected none, as there are 4, found one");
  }

  @Test
  void rows_that_are_missing_or_come_late_are_named() throws IOException {
    SmallRun run = new SmallRun(temp, "", GAP);
    Numbering numbering = new Numbering(run.subject(), "labels.json");

    numbering.of(2, "c");
    numbering.of(0, "a");
    numbering.end();

    assertThat(run.differences())
        .containsExactly(
            "labels.json: row of file number 0: expected there, found missing",
            "a: file number in labels.json: expected one above those before, found 0",
            "labels.json: row of file number 3: expected there, found missing");
  }
}
