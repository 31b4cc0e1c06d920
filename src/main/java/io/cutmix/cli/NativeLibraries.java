package io.cutmix.cli;

import static java.util.Objects.requireNonNull;

import io.cutmix.cli.message.Console;
import io.cutmix.image.Codecs;
import io.cutmix.image.Codecs.ImageLimits;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J and OpenCV, which load while files are listed. */
final class NativeLibraries {
  private static final String CACHE = "org.bytedeco.javacpp.cacheLibraries";

  private static @Nullable CompletableFuture<Void> nd4j;

  private final CodecChoice choice;
  private final CompletableFuture<Optional<String>> problem;

  private NativeLibraries(CodecChoice choice) {
    this.choice = choice;
    begin();
    this.problem = requireNonNull(nd4j).thenApplyAsync(loaded -> Codecs.load(choice));
  }

  /**
   * Has the native libraries of all that JavaCPP loads taken from the folder {@code natives} beside
   * this jar or its folder, if there is one: for a distribution's jar that is started without the
   * launcher, which says where they are. To be called before anything native is loaded.
   */
  static void findBesideJar() {
    URL location = NativeLibraries.class.getProtectionDomain().getCodeSource().getLocation();
    if (System.getProperty(CACHE) != null || !location.getProtocol().equals("file")) {
      return;
    }
    Path jar = new File(URI.create(location.toString())).toPath();
    Stream.of(jar.resolveSibling("natives"), jar.resolveSibling("../natives").normalize())
        .filter(Files::isDirectory)
        .findFirst()
        .ifPresent(
            natives -> {
              System.setProperty("java.library.path", natives.toString());
              System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
              System.setProperty(CACHE, "false");
              System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
              System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
            });
  }

  /** Begins to load ND4J in another thread, unless that is begun. */
  static synchronized void begin() {
    if (nd4j == null) {
      nd4j = CompletableFuture.runAsync(NativeLibraries::loadNd4j);
    }
  }

  private static void loadNd4j() {
    // A thread's own class loader may not know this jar: spark-submit has one that does.
    ND4JClassLoading.setNd4jClassloaderFromClass(NativeLibraries.class);
    Nd4j.createUninitialized(DataType.UINT8, 1).close();
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
                        .at(image))));
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

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  private Optional<String> loaded() throws ProblemException {
    try {
      return problem.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LinkageError missing) {
        throw new ProblemException(
            Problem.of("ND4J's native library can't be loaded here (%s)", root(missing))
                .remedy(
                    "if that is not what is wrong, run bin/cutmix, or keep the folder natives"
                        + " beside the jar or its folder"),
            missing);
      }
      throw e;
    }
  }
}
