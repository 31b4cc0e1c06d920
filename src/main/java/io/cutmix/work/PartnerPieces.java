package io.cutmix.work;

import io.cutmix.mix.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The circles of partners in a batch, cut into pieces. */
final class PartnerPieces {
  /** Enough pieces for many threads, and few of them: the start of each is loaded ahead. */
  private static final int LONGEST = 8;

  private PartnerPieces() {}

  /**
   * Each piece holds images of which each next one is the partner of the one before; the partner of
   * the last one begins a piece. All images are in one piece each.
   */
  static List<int[]> of(Recipe recipe) {
    List<int[]> pieces = new ArrayList<>();
    boolean[] done = new boolean[recipe.size()];
    for (int first = 0; first < done.length; first++) {
      int image = first;
      while (!done[image]) {
        int[] piece = new int[LONGEST];
        int length = 0;
        while (length < LONGEST && !done[image]) {
          piece[length++] = image;
          done[image] = true;
          image = recipe.partner(image);
        }
        pieces.add(Arrays.copyOf(piece, length));
      }
    }
    return pieces;
  }
}
