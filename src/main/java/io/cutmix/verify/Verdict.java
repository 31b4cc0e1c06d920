package io.cutmix.verify;

import io.cutmix.finished.Difference;
import java.util.List;

/**
 * What a verification has found.
 *
 * @param rows how many the label file has
 * @param compared images whose pixels were compared with those of their sources
 * @param differences how many there are
 * @param first the first of them, at most 10
 */
public record Verdict(long rows, long compared, long differences, List<Difference> first) {
  public Verdict {
    first = List.copyOf(first);
  }
}
