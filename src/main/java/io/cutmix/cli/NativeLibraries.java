package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageLimits;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import io.cutmix.work.Natives;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** ND4J and OpenCV, which load while files are listed. */
final class NativeLibraries {
  private final CodecChoice choice;
  private final CompletableFuture<Optional<String>> problem;

  private NativeLibraries(CodecChoice choice) {
    this.choice = choice;
    this.problem =
        CompletableFuture.supplyAsync(
            () -> {
              Natives.load();
              return Codecs.load(choice);
            });
  }

  /**
   * A codec within the limits of a run.
   *
   * @param console by which the run ends if a decoder can't be stopped
   * @throws io.cutmix.mix.InvalidParameterException if no image could be read
   */
  static ImageCodec codec(ImageSpec images, RunSpec run, Console console) {
    return Codecs.of(
        images.codec(),
        images.exif(),
        new ImageLimits(
            run.maxPixels(),
            run.imageTimeout(),
            image ->
                console.end(
                    Problem.of(
                            "takes longer than %d s to decode and can't be stopped"
                                .formatted(run.imageTimeout()))
                        .remedy("leave it out")
                        .at(new Place(image, 0)))));
  }

  /** Begins to load them in another thread. */
  static NativeLibraries loading(CodecChoice choice) {
    return new NativeLibraries(choice);
  }

  /**
   * Waits for them.
   *
   * @param warnings receives why, if the run goes on slower than it could
   * @return the codec in use: it decides bytes, so it must not change when a run goes on
   * @throws IOException if ND4J can't be had, or if OpenCV is asked for and can't
   */
  CodecChoice codecInUse(Consumer<Problem> warnings) throws IOException {
    Optional<String> reason = loaded();
    if (reason.isEmpty()) {
      return choice == CodecChoice.AUTO ? CodecChoice.OPENCV : choice;
    }
    if (choice == CodecChoice.OPENCV) {
      throw new ProblemException(Problem.of(reason.get()).remedy("use --codec auto or imageio"));
    }
    warnings.accept(Problem.of(reason.get() + ", so JPEG is slower"));
    return CodecChoice.IMAGEIO;
  }

  private Optional<String> loaded() throws ProblemException {
    try {
      return problem.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LinkageError missing) {
        throw new ProblemException(
            Problem.of("ND4J's native library can't be loaded here")
                .remedy("run bin/cutmix, or keep the folder natives beside the jar or its folder"),
            missing);
      }
      throw e;
    }
  }
}
