package io.cutmix.engine.spark;

import io.cutmix.cli.CutmixCommand;
import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
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
 * Mixes a few tiny images in each executor that starts, so that classes and native libraries are
 * loaded while the driver still lists the samples. If that fails, the first task says why.
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
    Thread thread = new Thread(WarmUp::run, "cutmix-warm-up");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run() {
    JavaCppMemory.leaveToSpark();
    ImageShape shape = new ImageShape(SIDE, SIDE, 3);
    try {
      Path folder = Files.createTempDirectory("cutmix");
      try (PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
        Path image = Files.createDirectories(folder.resolve("in/a")).resolve("a.jpg");
        ByteBuffer black = ByteBuffer.allocate(shape.bytes());
        Files.write(image, Codecs.of(CodecChoice.AUTO).encode(black, shape, Encoding.jpeg(SIDE)));
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
        CutmixCommand.run(words, nowhere, nowhere, Map.of(), exit -> {});
      } finally {
        Folders.removeTree(folder);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      // Nothing is lost but time.
    }
  }
}
