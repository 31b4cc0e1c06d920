package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.detection.CocoFile;
import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.Difference;
import io.cutmix.finished.FinishedFolder;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.Parallel;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.plan.Plan;
import io.cutmix.verify.Subject.Differences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a finished run. Holds 8 bytes for each image in memory, beside the data set. To be used
 * by one thread.
 *
 * @param codec the one that the run used
 */
public record Verification(
    RecordedRun run, Inputs inputs, ImageCodec codec, Parallel workers, Watcher watcher) {
  private static final String PARQUET = "metadata.parquet";
  private static final String DATASET =
      "data set (are --images and --labels those of the run, and unchanged?)";

  /**
   * What a run was made of.
   *
   * @param masks the folder of masks, if the run has some
   * @param coco the detection boxes, if the run has some
   * @param planned whether seed and options say again who was mixed with whom: not for rendered
   *     rows, which may be some of a run with failures of its own, nor for another version's run,
   *     which may have drawn otherwise
   */
  public record Inputs(
      Dataset dataset, Optional<Path> masks, Optional<CocoFile> coco, boolean planned) {}

  /**
   * Which images are compared pixel by pixel, beside the first.
   *
   * @param share of all, more than 0 and at most 1
   * @param seed other seeds choose others
   */
  public record Sampling(double share, long seed) {
    public Sampling {
      if (!(share > 0 && share <= 1)) {
        throw InvalidParameterException.outOfRange(
            "sample", "must be more than 0 and at most 1 (or 100%)", share);
      }
    }

    boolean takes(long number) {
      return share == 1 || (FolderCheck.hash(seed + " " + number) >>> 11) * 0x1p-53 < share;
    }
  }

  /**
   * What a verification has found.
   *
   * @param rows how many the label file has
   * @param compared images whose pixels were compared with those of their sources
   * @param differences how many there are
   * @param first the first of them, at most 10
   */
  public record Verdict(long rows, long compared, long differences, List<Difference> first) {
    public Verdict {
      first = List.copyOf(first);
    }
  }

  /** Follows how far a verification is. Thread-safe, as checks run in several threads. */
  public interface Watcher {

    /**
     * A step begins, and the one before has ended.
     *
     * @param name in one word
     * @param unit what is checked, in the plural
     * @param total how many there are
     */
    void begins(String name, String unit, long total);

    /** So many more are checked. */
    void checked(long more);

    /** There is one more difference. */
    void differed();
  }

  /**
   * Verifies it.
   *
   * @throws IOException if the input can't be read; what is wrong with the output is a difference
   */
  public Verdict verify(Sampling sampling) throws IOException {
    Differences differences = new Differences(watcher);
    if (!isComplete(differences)) {
      return differences.verdict(0, 0);
    }
    Dataset dataset = inputs.dataset();
    boolean isSame = dataset.fingerprint().equals(run.record().input().fingerprint());
    if (!isSame) {
      differences.add(
          RecordedRun.FILE, DATASET, run.record().input().fingerprint(), dataset.fingerprint());
    }
    Sizes sizes = Sizes.of(run.options(), dataset, codec, workers, watcher);
    Plan plan;
    try {
      plan = PlannedRows.plan(run.options(), dataset, sizes);
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      differences.add(RecordedRun.FILE, "options", "ones that fit the data set", reason);
      return differences.verdict(0, 0);
    }
    Subject subject = new Subject(run, dataset, sizes, plan, differences);
    return verify(sampling, subject, isSame);
  }

  /**
   * Seed and boxes say nothing of another data set.
   *
   * @param isSame whether it is that of the run
   */
  private Verdict verify(Sampling sampling, Subject subject, boolean isSame) throws IOException {
    watcher.begins("comparing", "images", run.record().counts().images());
    ExpectedImages expected =
        new ExpectedImages(subject.dataset(), run.options(), codec, subject.sizes());
    ImageChecks images =
        new ImageChecks(
            expected,
            inputs.masks().map(masks -> new MaskCheck(masks, run.out(), expected)),
            subject,
            sampling,
            workers,
            watcher);
    double minVisible = run.options().output().minVisible().orElse(OutputSpec.MIN_VISIBLE);
    Optional<ImageBoxes> boxes =
        inputs
            .coco()
            .filter(coco -> isSame)
            .map(coco -> new ImageBoxes(coco, expected, minVisible));
    Optional<PlannedRows> planned =
        inputs.planned() && isSame ? Optional.of(new PlannedRows(subject)) : Optional.empty();
    FolderCheck folder = new FolderCheck();
    long rows = 0;
    try (RowPass pass = new RowPass(subject, planned, images, boxes, folder, watcher)) {
      rows = pass.run();
      findExtra(folder, subject);
    } catch (BrokenFile e) {
      subject.differ(e.difference());
    }
    return subject.differences().verdict(rows, images.compared());
  }

  /** Whether data set and record are of a size, without which rows can't be compared. */
  private boolean isComplete(Differences differences) {
    int samples = inputs.dataset().size();
    if (samples != run.record().input().samples()) {
      differences.add(
          RecordedRun.FILE,
          DATASET,
          run.record().input().samples() + " samples",
          samples + " samples");
      return false;
    }
    long planned = (long) run.options().copies() * run.record().input().samples();
    long recorded = run.record().counts().images() + run.record().failures().size();
    if (planned > recorded && !run.isRendered()) {
      differences.add(RecordedRun.FILE, "images and failures", planned, recorded);
      return false;
    }
    return true;
  }

  private void findExtra(FolderCheck folder, Subject subject) throws IOException {
    run.options().output().labelFiles().forEach(folder::expect);
    folder.expect(RecordedRun.FILE);
    Optional<String> report = run.record().run().report();
    if (report.isPresent() || run.options().output().report()) {
      folder.expect(OutputSpec.REPORT);
      byte[] page = Files.readAllBytes(new FinishedFolder(run.out()).file(OutputSpec.REPORT));
      subject.expect(
          OutputSpec.REPORT,
          "hash",
          report.orElse("one in run.json"),
          InputDigest.sha256Text(page));
    }
    if (inputs.coco().isPresent()) {
      folder.expect(BoxesCheck.FILE);
    }
    folder.findExtra(run.out(), subject.differences());
    // What it says of its pages is in no row.
    if (subject.differences().areNone() && new FinishedFolder(run.out()).isChanged(PARQUET)) {
      subject.differ(PARQUET, "bytes", "those that were written", "others");
    }
  }
}
