package io.cutmix.engine.spark;

import io.cutmix.cli.CutmixCommand;
import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageShape;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.storage.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Mixes a tiny image in each executor before it takes tasks, which loads classes and native
 * libraries; the driver may list the samples meanwhile.
 */
public final class WarmUp implements SparkPlugin, ExecutorPlugin {
  private static final int SIDE = 16;
  private static final int MOST_MILLIS = 10_000;

  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return this;
  }

  @Override
  public void init(PluginContext context, Map<String, String> settings) {
    Thread thread = new Thread(WarmUp::tryToRun, "cutmix-warm-up");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tryToRun() {
    try {
      run();
    } catch (IOException | RuntimeException | LinkageError e) {
      // Only time is lost, unless the first task fails of it and says why.
    }
  }

  /** Returns the exit code. */
  static int run() throws IOException {
    JavaCppMemory.leaveToSpark();
    ImageShape shape = new ImageShape(SIDE, SIDE, 3);
    Path folder = Files.createTempDirectory("cutmix");
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Path images = Files.createDirectories(folder.resolve("in/a"));
      ByteBuffer black = ByteBuffer.allocate(shape.bytes());
      byte[] jpeg =
          Codecs.of(CodecChoice.AUTO).encode(black, shape, new Encoding(FileFormat.JPEG, 90));
      Files.write(images.resolve("a.jpg"), jpeg);
      String[] words = {
        "augment",
        "-j",
        "1",
        "--copies",
        "100",
        "--images",
        folder + "/in",
        "--out",
        folder + "/out"
      };
      return CutmixCommand.run(words, nowhere, nowhere, Map.of(), exit -> {});
    } finally {
      Folders.removeTree(folder);
    }
  }
}
