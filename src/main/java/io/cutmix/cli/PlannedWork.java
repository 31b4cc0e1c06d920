package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageShape;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.pipeline.PictureSurvey;
import io.cutmix.plan.Buckets;
import io.cutmix.plan.Plan;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to become of a data set.
 *
 * @param plan without the copy of unmixed pictures
 */
record PlannedWork(Dataset dataset, PictureSettings settings, Plan plan) {

  /**
   * Plans it.
   *
   * @param survey of the pictures, where the options leave their shape open
   * @param warnings told what the user should know though nothing is wrong
   * @throws InvalidParameterException if the options don't fit the data set
   * @throws IOException if a picture can't be read and that isn't to be skipped
   */
  static PlannedWork of(
      AugmentOptions options,
      Dataset dataset,
      Optional<PictureSurvey> survey,
      Consumer<String> warnings)
      throws IOException {
    PictureOptions pictures = options.pictures;
    ImageShape found =
        survey.isPresent()
            ? new FoundShape(pictures.size == null, options.caution.onError).in(survey.get())
            : new ImageShape(1, 1, 1);
    PictureSettings settings = options.settings(found);
    ImageShape shape = settings.rendering().shape();
    Buckets buckets =
        pictures.isBucket() && survey.isPresent()
            ? buckets(dataset, survey.get(), warnings)
            : Buckets.one(dataset.size(), shape.height(), shape.width());
    Plan plan = UsageException.checked(() -> Planning.of(options.mix, dataset, buckets));
    return new PlannedWork(dataset, settings, plan);
  }

  private static Buckets buckets(Dataset dataset, PictureSurvey survey, Consumer<String> warnings) {
    SizeBuckets sizes = new SizeBuckets(survey);
    sizes.loners(dataset).ifPresent(warnings);
    return sizes.buckets();
  }
}
