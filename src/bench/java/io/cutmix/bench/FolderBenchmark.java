package io.cutmix.bench;

import static java.util.Objects.requireNonNull;

import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.train.MixedFolderIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to read a folder of mixed JPEGs of 224x224 as batches, and to decode its files alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class FolderBenchmark {
  private static final ImageShape SHAPE = new ImageShape(224, 224, 3);
  private static final Rendering AS_IT_IS =
      new Rendering(SHAPE, Optional.empty(), Background.BLACK);

  private static final WorkspaceConfiguration ROOM =
      WorkspaceConfiguration.builder().initialSize(64L << 20).build();

  /** What {@code cutmix augment} wrote. */
  @Param({"."})
  public String folder = "";

  private final ImageCodec codec = Codecs.of(CodecChoice.AUTO);
  private List<Path> files = List.of();
  private @Nullable MixedFolderIterator bytes;
  private @Nullable MixedFolderIterator floats;

  /** Lists the images and opens the folder. */
  @Setup
  public void list() throws IOException {
    bytes = MixedFolderIterator.builder(Path.of(folder)).unsignedBytes().build();
    floats = MixedFolderIterator.builder(Path.of(folder)).build();
    try (Stream<Path> images = Files.list(Path.of(folder, "images"))) {
      files = images.sorted().toList();
    }
  }

  /** All files, by all cores. */
  @Benchmark
  public long decode() {
    return files.parallelStream().mapToLong(this::decode).sum();
  }

  private long decode(Path file) {
    try {
      byte[] pixels = new byte[SHAPE.bytes()];
      codec.decode(Files.readAllBytes(file), AS_IT_IS, ByteBuffer.wrap(pixels));
      return pixels[pixels.length - 1];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An epoch of batches of unsigned bytes. */
  @Benchmark
  public long bytes() {
    return epoch(requireNonNull(bytes));
  }

  /** An epoch of batches of floats. */
  @Benchmark
  public long floats() {
    return epoch(requireNonNull(floats));
  }

  /** The same in a workspace, as training opens one. */
  @Benchmark
  public long floatsInWorkspace() {
    MixedFolderIterator batches = requireNonNull(floats);
    long samples = 0;
    batches.reset();
    while (batches.hasNext()) {
      try (MemoryWorkspace memory =
          Nd4j.getWorkspaceManager().getAndActivateWorkspace(ROOM, "batches")) {
        samples += batches.next().numExamples();
      }
    }
    return samples;
  }

  private static long epoch(MixedFolderIterator batches) {
    long samples = 0;
    batches.reset();
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      samples += batch.numExamples();
      batch.getFeatures().close();
    }
    return samples;
  }
}
