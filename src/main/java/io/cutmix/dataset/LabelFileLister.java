package io.cutmix.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists the rows of a label file, as they are read. */
final class LabelFileLister implements SampleLister {
  private final LabelFileSource source;
  private final Predicate<String> isPicture;
  private final Problems problems;
  private @Nullable LabelRows rows;

  LabelFileLister(LabelFileSource source, Predicate<String> isPicture) {
    this.source = source;
    this.isPicture = isPicture;
    this.problems = new Problems(source.labels());
  }

  @Override
  public List<String> parts() throws IOException {
    ImageFolder.open(source.images(), source.links());
    return List.of(source.labels().toString());
  }

  @Override
  public Iterator<SampleRow> rows(String part) throws IOException {
    LabelledSamples samples = new LabelledSamples(source, problems);
    RowReader text = TextFile.open(source.labels(), "--labels");
    try {
      LabelRows opened = LabelFileReader.rows(source, isPicture, samples, problems, text);
      rows = opened;
      return new Rows(opened, samples, text);
    } catch (IOException e) {
      text.close();
      throw explained(e);
    }
  }

  private IOException explained(IOException e) {
    return e instanceof CharacterCodingException coding
        ? TextFile.notUtf8(source.labels(), coding)
        : e;
  }

  @Override
  public ListedPart summary() throws IOException {
    ClassIndex classes =
        rows == null ? ClassIndex.of(source.rules().classes()) : rows.labels().oneClassEach();
    return new ListedPart(classes, problems, new FolderNotes(), new LeftOut());
  }

  private final class Rows implements Iterator<SampleRow> {
    private final LabelRows read;
    private final LabelledSamples samples;
    private final RowReader text;
    private final Queue<SampleRow> taken = new ArrayDeque<>();
    private boolean ended;

    Rows(LabelRows read, LabelledSamples samples, RowReader text) {
      this.read = read;
      this.samples = samples;
      this.text = text;
    }

    @Override
    public boolean hasNext() {
      try {
        while (taken.isEmpty() && !ended) {
          readOne();
        }
        return !taken.isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(explained(e));
      }
    }

    private void readOne() throws IOException {
      ended = !read.readOne();
      if (ended) {
        text.close();
      } else {
        // Labels of another kind would all be kept in memory.
        read.labels().oneClassEach();
        taken.addAll(samples.take());
      }
    }

    @Override
    public SampleRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return taken.remove();
    }
  }
}
