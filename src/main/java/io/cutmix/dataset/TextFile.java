package io.cutmix.dataset;

import io.cutmix.job.ForeignFile;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the text files that users write: UTF-8 and nothing else, with or without a mark. */
public final class TextFile {
  public static final Problem NOT_UTF_8 =
      Problem.of("the text is not UTF-8").remedy("save the file as UTF-8");

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TextFile() {}

  /**
   * A reader that stands after the byte-order mark and throws {@link CharacterCodingException} at
   * the first bytes that are no UTF-8.
   *
   * @param option which names the file
   */
  public static RowReader open(Path file, String option) throws IOException {
    try {
      return open(
          file,
          option,
          path ->
              afterMark(
                  new RowReader(
                      new InputStreamReader(
                          Storage.stream(path), StandardCharsets.UTF_8.newDecoder()))));
    } catch (CharacterCodingException e) {
      throw notUtf8(file, e);
    }
  }

  /** Opens a file of any kind, and says what to do if it can't be opened. */
  public static <T> T open(Path file, String option, Storage.Opening<Path, T> opening)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new ProblemException(
          Problem.of("this is a folder").remedy("give " + option + " a file").at(file));
    }
    try {
      return opening.of(file);
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          Problem.of("no such file").remedy("correct " + option).at(file), e);
    } catch (AccessDeniedException e) {
      throw new ProblemException(
          Problem.of("no permission to read it")
              .remedy("change its permissions or " + option)
              .at(file),
          e);
    }
  }

  /** The error for a file whose reader threw {@code e}; says the line if it can be read again. */
  public static ProblemException notUtf8(Path file, CharacterCodingException e) {
    return new ProblemException(
        binary(file)
            .map(known -> known.at(file))
            .orElseGet(() -> NOT_UTF_8.at(file, malformedLine(file))),
        e);
  }

  /** What a file with bytes that are in no text is. */
  private static Optional<Problem> binary(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(ForeignFile.HEAD_BYTES);
      boolean isText = new String(head, StandardCharsets.ISO_8859_1).matches("[\\s\\x20-\\xff]*");
      return isText ? Optional.empty() : ForeignFile.problem(head);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static RowReader afterMark(RowReader reader) throws IOException {
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** 0 if it can't be found. */
  private static int malformedLine(Path file) {
    // Latin-1 keeps every byte, and no byte of a UTF-8 sequence looks like a line feed.
    try (RowReader reader =
        new RowReader(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1))) {
      int line = 1;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        if (!isUtf8(text.getBytes(StandardCharsets.ISO_8859_1))) {
          return line;
        }
        line++;
      }
    } catch (IOException e) {
      // A pipe can't be read twice; then the message has to do without the line.
      return 0;
    }
    return 0;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
