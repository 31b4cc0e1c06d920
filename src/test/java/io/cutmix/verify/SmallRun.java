package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.finished.Difference;
import io.cutmix.finished.FinishedRow;
import io.cutmix.image.Codecs;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.LabelNumbers;
import io.cutmix.verify.Subject.Differences;
import io.cutmix.verify.Subject.Item;
import io.cutmix.verify.Verification.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run of four samples of two classes, a and b in turn, whose images are 4 pixels by 4. */
final class SmallRun {
  static final Watcher NOBODY =
      new Watcher() {
        @Override
        public void begins(String name, String unit, long total) {}

        @Override
        public void checked(long more) {}

        @Override
        public void differed() {}
      };

  private final Subject subject;

  /**
   * @param options of the run beside size and batch size, as JSON with a comma before each
   * @param failures as JSON
   */
  SmallRun(Path temp, String options, String failures) throws IOException {
    Path out = Files.createDirectories(temp.resolve("out"));
    String json =
        """
        {'version':'1','options':{'size':'4x4','channels':'rgb'%s%s},
         'input':{'source':{'images':'i'},'samples':4,'fingerprint':''},
         'counts':{'images':4,'mixed':4,'skipped':0,'mean_lam':0.75},'failures':[%s],
         'run':{'out':'o','threads':1,'on_error':'fail','java':'','started':'','seconds':1,
          'images':4,'images_per_second':4}}\
        """
            .formatted(options.contains("batch-size") ? "" : ",'batch-size':2", options, failures);
    Files.writeString(out.resolve("run.json"), json.replace('\'', '"'));
    RecordedRun run = RecordedRun.read(out);
    Dataset dataset = dataset(temp);
    Sizes sizes =
        Sizes.of(
            run.options(),
            dataset,
            Codecs.of(CodecChoice.IMAGEIO),
            (count, step) -> {
              for (int i = 0; i < count; i++) {
                step.run(i);
              }
            },
            NOBODY);
    this.subject =
        new Subject(
            run,
            dataset,
            sizes,
            PlannedRows.plan(run.options(), dataset, sizes),
            new Differences(NOBODY));
  }

  private static Dataset dataset(Path temp) throws IOException {
    Path images = Files.createDirectories(temp.resolve("images"));
    for (int i = 0; i < 4; i++) {
      Files.writeString(images.resolve("p" + i + ".png"), "");
    }
    Path labels = temp.resolve("labels.csv");
    Files.writeString(labels, "file,label\np0.png,a\np1.png,b\np2.png,a\np3.png,b\n");
    return LabelFileSource.of(images, labels).read(name -> name.endsWith(".png"));
  }

  Subject subject() {
    return subject;
  }

  List<String> differences() {
    return subject.differences().verdict(0, 0).first().stream().map(Difference::toString).toList();
  }

  /** The row of file number {@code source}, whose upper left quarter is of its partner. */
  static FinishedRow row(int source, int partner) {
    double[] label = {source % 2 == 0 ? 0.75 : 0, source % 2 == 0 ? 0 : 0.75};
    label[partner % 2] += 0.25;
    return new FinishedRow(
        "images/00000%d.png".formatted(source),
        LabelNumbers.of(label),
        0.75,
        new int[] {0, 0, 2, 2},
        "p" + source + ".png",
        "p" + partner + ".png",
        0,
        source / 2);
  }

  static Item item(int source, int partner) {
    FinishedRow row = row(source, partner);
    return new Item(row, row.fileName(), source, source, partner);
  }
}
