package io.cutmix.image;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.EOFException;
import java.io.IOException;

/**
 * An image can't be read. Its problem is without a place, which only the caller knows, so the
 * message is the reason alone ("truncated JPEG: ...").
 */
public final class ImageReadException extends ProblemException {
  private static final long serialVersionUID = 1;

  public ImageReadException(Problem problem) {
    super(problem);
  }

  public ImageReadException(Problem problem, Throwable cause) {
    super(problem, cause);
  }

  public ImageReadException(String reason) {
    this(Problem.of(reason));
  }

  public ImageReadException(String reason, Throwable cause) {
    this(Problem.of(reason), cause);
  }

  /** The failure of an image that doesn't fit into what memory is left. */
  public static ImageReadException tooLarge(Throwable error) {
    return new ImageReadException(
        Problem.of("needs more memory than there is")
            .remedy(
                "if it is sound, use fewer --threads or give Java more by"
                    + " CUTMIX_JAVA_OPTS=-Xmx4g"),
        error);
  }

  /**
   * What a broken image makes decoders throw, as one failure. They throw nearly everything: errors
   * of Java's own as well, as where a broken image claims to be larger than the memory.
   */
  public static ImageReadException damaged(FileFormat format, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return new ImageReadException(
            Problem.of("truncated " + format + ": the data ends before the image does"), thrown);
      }
      if (cause instanceof OutOfMemoryError) {
        return tooLarge(cause);
      }
    }
    // Only decoders speak of the file; what Java says of an index helps nobody.
    boolean isAboutFile = thrown instanceof IOException && thrown.getMessage() != null;
    String reason = isAboutFile ? thrown.getMessage() : "its data makes no sense";
    return new ImageReadException(Problem.of("damaged " + format + ": " + reason), thrown);
  }
}
