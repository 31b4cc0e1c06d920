package io.cutmix.testing;

import io.cutmix.cli.message.ExitCode;
import io.cutmix.testing.Cutmix.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of {@code cutmix augment} of which one file has any bytes, verified. */
public final class AnyRun {
  private final ImagesAndLabels input;
  private final Path files;
  private final Path shards;
  private final Path arrays;

  /** Makes them below this folder. */
  public AnyRun(Path folder) throws IOException {
    this.input = ImagesAndLabels.make(folder, 4);
    this.files = made(folder.resolve("files"), "--labels-format=json,jsonl,csv,parquet");
    this.shards =
        made(folder.resolve("tar"), "--output-format=webdataset", "--labels-format=shards");
    this.arrays = made(folder.resolve("npy"), "--output-format=npy");
  }

  private Path made(Path out, Object... options) {
    Outcome outcome = Cutmix.augment(input, out, options);
    if (outcome.exit() != 0) {
      throw new AssertionError(outcome.err());
    }
    return out;
  }

  private Path folder(String name) {
    return name.endsWith(".npy") ? arrays : name.startsWith("shards") ? shards : files;
  }

  /** A file as it should be. */
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder(name).resolve(name));
  }

  /**
   * Puts the bytes into the place of a file for as long as the run is verified.
   *
   * @param name such as {@code labels.json}
   * @throws AssertionError if that ends in anything but a sentence
   */
  public void verify(String name, byte[] bytes) throws IOException {
    outcome(name, bytes);
  }

  /** The same, with what was said. */
  public Outcome outcome(String name, byte[] bytes) throws IOException {
    Path out = folder(name);
    Path file = out.resolve(name);
    byte[] own = Files.readAllBytes(file);
    Files.write(file, bytes);
    try {
      List<Object> words = new ArrayList<>(List.of("verify", out, "--threads=1"));
      words.addAll(List.of("--images", input.images(), "--labels", input.labels()));
      Outcome outcome = Cutmix.call(words.stream().map(Object::toString).toList());
      if (outcome.exit() == ExitCode.BUG || (outcome.out() + outcome.err()).isBlank()) {
        throw new AssertionError(outcome.err());
      }
      return outcome;
    } finally {
      Files.write(file, own);
    }
  }
}
