package io.cutmix.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The oracle: what CutMix does, pixel by pixel, in the most obvious way. */
final class NaiveCutMix {
  private NaiveCutMix() {}

  /** Values of the mixed images, NCHW. */
  static double[] images(INDArray images, int[] partners, List<Box> boxes) {
    double[] mixed = new double[(int) images.length()];
    int at = 0;
    for (int n = 0; n < images.size(0); n++) {
      Box box = boxes.get(boxes.size() == 1 ? 0 : n);
      for (int c = 0; c < images.size(1); c++) {
        for (int y = 0; y < images.size(2); y++) {
          for (int x = 0; x < images.size(3); x++) {
            mixed[at++] = images.getDouble(isIn(box, x, y) ? partners[n] : n, c, y, x);
          }
        }
      }
    }
    return mixed;
  }

  /** Values of the mixed rows. */
  static double[][] targets(
      double[][] rows, int[] partners, List<Box> boxes, int height, int width) {
    double[][] mixed = new double[rows.length][];
    for (int n = 0; n < rows.length; n++) {
      int kept = 0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          kept += isIn(boxes.get(boxes.size() == 1 ? 0 : n), x, y) ? 0 : 1;
        }
      }
      double lambda = (double) kept / (height * width);
      mixed[n] = new double[rows[n].length];
      for (int k = 0; k < rows[n].length; k++) {
        mixed[n][k] = lambda * rows[n][k] + (1 - lambda) * rows[partners[n]][k];
      }
    }
    return mixed;
  }

  /** Values of an NCHW array, the last index fastest. */
  static double[] values(INDArray images) {
    int[] themselves = new int[(int) images.size(0)];
    return images(images, themselves, List.of(Box.EMPTY));
  }

  static double[][] rows(INDArray matrix) {
    double[][] rows = new double[(int) matrix.size(0)][(int) matrix.size(1)];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] = matrix.getDouble(i, k);
      }
    }
    return rows;
  }

  static int[] randomPermutation(SplittableRandom random, int size) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      left.add(i);
    }
    int[] permutation = new int[size];
    for (int i = 0; i < size; i++) {
      permutation[i] = left.remove(random.nextInt(left.size()));
    }
    return permutation;
  }

  static Box randomBox(SplittableRandom random, int height, int width) {
    int x1 = random.nextInt(width + 1);
    int y1 = random.nextInt(height + 1);
    return new Box(
        x1, y1, x1 + random.nextInt(width - x1 + 1), y1 + random.nextInt(height - y1 + 1));
  }

  private static boolean isIn(Box box, int x, int y) {
    return x >= box.x1() && x < box.x2() && y >= box.y1() && y < box.y2();
  }
}
