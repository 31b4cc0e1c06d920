package io.cutmix.output;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which label files are written, and how.
 *
 * @param formats at least one; kept without repetitions, in the order of the enum
 */
public record LabelsSettings(List<LabelsFormat> formats, LabelEncoding encoding) {

  /** Throws {@link IllegalArgumentException} if there is no format. */
  public LabelsSettings {
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("labels-format must name a format, but named none");
    }
    Set<LabelsFormat> distinct = EnumSet.copyOf(formats);
    formats = List.copyOf(distinct);
  }
}
