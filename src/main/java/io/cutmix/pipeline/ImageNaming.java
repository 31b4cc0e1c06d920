package io.cutmix.pipeline;

import io.cutmix.dataset.ClassIds;
import io.cutmix.dataset.Labels;
import java.util.HashMap;
import java.util.Map;

/** How images are named, and in which folders they lie. */
public record ImageNaming(Layout layout, NamePattern pattern) {

  /**
   * Checks that the labels can be folders, if they are to be.
   *
   * @throws IllegalArgumentException if a sample hasn't one class, or two classes would be one
   *     folder
   */
  public ImageNaming requireFits(Labels labels) {
    if (layout != Layout.TREE) {
      return this;
    }
    if (!(labels instanceof ClassIds)) {
      throw new IllegalArgumentException(
          "layout tree has a folder for each class, but these labels are columns of numbers; use"
              + " --layout flat or sharded");
    }
    Map<String, String> folders = new HashMap<>();
    for (String name : labels.classes()) {
      String other = folders.put(SafeName.of(name), name);
      if (other != null) {
        throw new IllegalArgumentException(
            "layout tree has one folder, %s, for the classes \"%s\" and \"%s\"; rename one, or use"
                    .formatted(SafeName.of(name), other, name)
                + " --layout flat or sharded");
      }
    }
    return this;
  }
}
