package io.cutmix.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Keeps the warnings of a decoder that goes on after damage. */
final class DamageListener implements IIOReadWarningListener {
  private final List<String> warnings = new ArrayList<>();

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    warnings.add(warning);
  }

  /** Fails on the first warning that is not harmless. */
  void check(Pattern harmless) throws IIOException {
    for (String warning : warnings) {
      if (!harmless.matcher(warning).matches()) {
        throw new IIOException(warning);
      }
    }
  }
}
