package io.cutmix.dataset;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A data set as JSON, by which other processes know its samples though only one has looked for
 * them: names, labels, and where each image lies in which state. About 30 bytes a sample and its
 * name; images aren't in it.
 */
public final class SampleList {
  /** Any text is escaped, even one that UTF-8 can't hold. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .build();

  private SampleList() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Content(String[] names, Labels labels, Dataset.Listed images) {}

  /** Writes all but the warnings. */
  public static void write(Dataset dataset, OutputStream list) throws IOException {
    JSON.writeValue(
        list, new Content(dataset.names(), dataset.labels(), dataset.images().listed()));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ProblemException if this process doesn't find the images that were listed
   */
  public static Dataset read(InputStream list) throws IOException {
    Content content = JSON.readValue(list, Content.class);
    Dataset.ImageStore images = content.images.open(content.names);
    return new Dataset(images, content.names, content.labels, List.of());
  }

  /** Throws if a process finds another file than the one that was listed. */
  public static void requireSame(FileState now, FileState listed, String file)
      throws ProblemException {
    if (!now.equals(listed)) {
      throw new ProblemException(
          Problem.of("isn't the file that was listed elsewhere")
              .remedy("put the images where all processes read the same files, such as hdfs://")
              .at(file));
    }
  }
}
