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
}
