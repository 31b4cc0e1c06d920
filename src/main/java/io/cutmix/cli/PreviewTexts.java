package io.cutmix.cli;

import java.util.ListResourceBundle;

/** What the help of {@code cutmix preview} says of options that mean something else there. */
public final class PreviewTexts extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    return new Object[][] {
      {
        "out",
        "The PNG; .png is added to another name, such as that of a folder."
            + " Default: cutmix-preview.png."
      },
      {"overwrite", "Changes nothing here: an earlier PNG is replaced anyway."},
    };
  }
}
