package io.cutmix.image;

import java.io.IOException;

/**
 * A picture can't be read. The message is the reason alone ("truncated JPEG: ..."), to be put
 * behind the name of the file, which only the caller knows.
 */
public final class ImageReadException extends IOException {
  public ImageReadException(String reason) {
    super(reason);
  }

  public ImageReadException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The failure of a picture that doesn't fit into what memory is left. */
  public static ImageReadException tooLarge(Throwable error) {
    return new ImageReadException(
        "needs more memory than there is (%s); if it is sound, use fewer --threads or give Java more by CUTMIX_JAVA_OPTS=-Xmx4g"
            .formatted(error.getMessage()),
        error);
  }
}
