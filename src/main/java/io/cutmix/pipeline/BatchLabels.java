package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Failure;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.Recipe;
import io.cutmix.mix.SoftLabels;
import io.cutmix.output.LabelRow;
import io.cutmix.plan.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The label rows and failures of a batch. */
record BatchLabels(Batch batch, Recipe recipe, Dataset dataset, CutMix cutMix, ImageShape shape) {

  /** Rows of the images that were written, in the order of the batch. */
  List<LabelRow> rows(@Nullable String[] files) {
    List<LabelRow> rows = new ArrayList<>(files.length);
    for (int i = 0; i < files.length; i++) {
      String file = files[i];
      if (file != null) {
        rows.add(row(i, file));
      }
    }
    return rows;
  }

  private LabelRow row(int i, String file) {
    int sample = batch.sample(i);
    int partner = batch.sample(recipe.partner(i));
    double lam = lam(i);
    double[] own = target(sample);
    double[] softLabel = partner == sample ? own : SoftLabels.mix(own, target(partner), lam);
    return new LabelRow(
        file,
        softLabel,
        lam,
        recipe.box(i),
        dataset.name(sample),
        dataset.name(partner),
        batch.copy(),
        batch.number());
  }

  double[] target(int sample) {
    return cutMix.smooth(dataset.labels().row(sample));
  }

  /** Samples that have no image, in the order of the batch. */
  List<Failure> failures(Loaded[] samples) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < samples.length; i++) {
      if (samples[i] instanceof Loaded.Unreadable unreadable) {
        String source = dataset.name(batch.sample(i));
        failures.add(new Failure(source, batch.copy(), batch.file(i), unreadable.reason()));
      }
    }
    return failures;
  }

  private double lam(int i) {
    return recipe.box(i).keptFraction(shape.height(), shape.width());
  }
}
