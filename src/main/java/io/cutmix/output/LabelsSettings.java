package io.cutmix.output;

import io.cutmix.mix.InvalidParameterException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which label files are written, and how.
 *
 * @param formats at least one; kept without repetitions, in the order of the enum
 * @param embedImages whether Parquet holds the images too
 */
public record LabelsSettings(
    List<LabelsFormat> formats, LabelEncoding encoding, boolean embedImages) {

  /** Throws {@link InvalidParameterException} if there is no format, or none for the images. */
  public LabelsSettings {
    if (formats.isEmpty()) {
      throw InvalidParameterException.contradiction(
          "labels-format", "names no format", "name one, such as json");
    }
    Set<LabelsFormat> distinct = EnumSet.copyOf(formats);
    formats = List.copyOf(distinct);
    if (formats.contains(LabelsFormat.SHARDS) && formats.size() > 1) {
      throw InvalidParameterException.contradiction(
          "labels-format",
          "shards leaves the rows where they are, and the others put them together",
          "leave out shards, or all others");
    }
    if (embedImages && !formats.contains(LabelsFormat.PARQUET)) {
      throw InvalidParameterException.contradiction(
          "embed-images",
          "needs %1$s parquet, since no other label file holds images",
          "add parquet to it, or leave out %2$s",
          "labels-format",
          "embed-images");
    }
  }
}
