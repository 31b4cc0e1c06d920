package io.cutmix.output;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a file and where each begins, which a reader of characters doesn't know. */
final class PlacedLines implements AutoCloseable {
  /** The first line holds the names of all classes. */
  private static final int LONGEST = 1 << 24;

  private final Path file;
  private final InputStream stream;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private long nextOffset;
  private long nextNumber;

  PlacedLines(Path file, long offset, long number) throws IOException {
    this.file = file;
    this.stream = new BufferedInputStream(Files.newInputStream(file));
    stream.skipNBytes(offset);
    this.nextOffset = offset;
    this.nextNumber = number;
  }

  boolean next() throws IOException {
    line.reset();
    offset = nextOffset;
    int b = stream.read();
    boolean there = b >= 0;
    for (; b >= 0 && b != '\n'; b = stream.read()) {
      line.write(b);
      if (line.size() > LONGEST) {
        throw new ProblemException(
            Problem.of("the line is longer than %,d bytes".formatted(LONGEST))
                .remedy("take the file as cutmix augment --recipes-only wrote it")
                .at(Place.of(file, Math.toIntExact(nextNumber))));
      }
    }
    nextOffset = offset + line.size() + 1;
    nextNumber++;
    return there;
  }

  String text() {
    return line.toString(StandardCharsets.UTF_8);
  }

  long offset() {
    return offset;
  }

  long number() {
    return nextNumber - 1;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
