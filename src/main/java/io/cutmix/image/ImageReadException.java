package io.cutmix.image;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image can't be read. Its problem is without a place, which only the caller knows, so the
 * message is the reason alone ("truncated JPEG: ...").
 */
public final class ImageReadException extends ProblemException {
  private static final long serialVersionUID = 1;

  /** Names of classes, hashes of objects and the like. */
  private static final Pattern OF_JAVA =
      Pattern.compile(
          "^null$|\\bclass |\\bjavax?\\.|@[0-9a-f]{5}|[Ee]xception|: *$|\\bnull\\b|\\(\\)|I/O error");

  /** What decoders say of a file that may well be sound. */
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "(?i)unsupported (?!marker)|not supported|not implemented"
              + "|unknown (TIFF|PSD|PNM|image|pixel|bit)");

  /** Some decoders quote all of a broken file. */
  private static final int LONGEST = 120;

  public ImageReadException(Problem problem) {
    super(problem);
  }

  public ImageReadException(Problem problem, @Nullable Throwable cause) {
    super(problem);
    initCause(cause);
  }

  public ImageReadException(String reason, Throwable cause) {
    this(Problem.of(reason), cause);
  }

  /** The failure of an image that doesn't fit into what memory there is or is left. */
  public static ImageReadException tooLarge(@Nullable Throwable error) {
    return new ImageReadException(
        Problem.of("needs more memory than there is")
            .remedy(
                "if it is sound, use fewer --threads or give Java more by"
                    + " CUTMIX_JAVA_OPTS=-Xmx4g"),
        error);
  }

  /** The failure of an image that may be sound, but is of a kind that no decoder here reads. */
  public static ImageReadException unsupported(
      FileFormat format, String kind, @Nullable Throwable cause) {
    return new ImageReadException(
        Problem.of("is " + format + " of a kind that is not supported: %s", kind)
            .remedy("convert it to PNG"),
        cause);
  }

  /**
   * What a broken image makes decoders throw, as one failure; the same if it is one. They throw
   * nearly everything: errors of Java's own as well, as where a broken image claims to be larger
   * than the memory.
   */
  public static ImageReadException damaged(FileFormat format, Throwable thrown) {
    if (thrown instanceof ImageReadException known) {
      return known;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return new ImageReadException(
            Problem.of("truncated " + format + ": the data ends before the image does"), thrown);
      }
      if (cause instanceof OutOfMemoryError) {
        return tooLarge(cause);
      }
    }
    String reason = reason(thrown).orElse("its data makes no sense");
    return UNSUPPORTED.matcher(reason).find()
        ? unsupported(format, reason, thrown)
        : new ImageReadException(Problem.of("damaged " + format + ": " + reason), thrown);
  }

  /**
   * Whether it is truncated rather: what a decoder throws that asked for bytes behind the end, and
   * says nothing of the file.
   */
  public static boolean isOfEnd(Exception thrown, boolean exhausted) {
    return exhausted && !(thrown instanceof ImageReadException) && reason(thrown).isEmpty();
  }

  /** What a decoder says of the file; what Java says of an index or a class helps nobody. */
  private static Optional<String> reason(Throwable thrown) {
    String said = String.valueOf(thrown.getMessage());
    boolean isJavas = !(thrown instanceof IOException) || OF_JAVA.matcher(said).find();
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      isJavas |= cause instanceof RuntimeException && said.equals(cause.getMessage());
    }
    if (isJavas) {
      return Optional.empty();
    }
    return Optional.of(said.length() > LONGEST ? said.substring(0, LONGEST) + " …" : said);
  }
}
