package io.cutmix.report;

import java.util.Arrays;

/**
 * Pictures as DEC's sixels: six rows at a time, one colour after another. The colours are 6 levels
 * of red, 7 of green and 6 of blue; what a pixel lacks is passed on to its neighbours (Floyd and
 * Steinberg, 1976).
 */
final class Sixels {
  private static final int REDS = 6;
  private static final int GREENS = 7;
  private static final int BLUES = 6;
  private static final int BAND = 6;
  private static final int[] LEVELS = {REDS, GREENS, BLUES};

  private final StringBuilder text = new StringBuilder();

  private Sixels() {}

  static String of(Canvas canvas) {
    Sixels sixels = new Sixels();
    sixels.begin(canvas);
    byte[] colours = dithered(canvas);
    for (int top = 0; top < canvas.height(); top += BAND) {
      sixels.band(colours, canvas.width(), top, Math.min(BAND, canvas.height() - top));
    }
    return sixels.text.append("\033\\").toString();
  }

  private void begin(Canvas canvas) {
    text.append("\033Pq\"1;1;").append(canvas.width()).append(';').append(canvas.height());
    for (int colour = 0; colour < REDS * GREENS * BLUES; colour++) {
      int red = colour / (GREENS * BLUES);
      int green = colour / BLUES % GREENS;
      int blue = colour % BLUES;
      text.append('#').append(colour).append(";2;").append(100 * red / (REDS - 1));
      text.append(';').append(100 * green / (GREENS - 1));
      text.append(';').append(100 * blue / (BLUES - 1));
    }
  }

  /** The number of each pixel's colour. */
  private static byte[] dithered(Canvas canvas) {
    int width = canvas.width();
    byte[] colours = new byte[width * canvas.height()];
    float[] here = new float[3 * (width + 2)];
    float[] below = new float[3 * (width + 2)];
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < width; x++) {
        int colour = 0;
        for (int c = 0; c < 3; c++) {
          int at = 3 * (x + 1) + c;
          float wanted = (canvas.rgb()[3 * (y * width + x) + c] & 0xff) + here[at];
          int steps = LEVELS[c] - 1;
          int level = Math.max(0, Math.min(steps, Math.round(wanted * steps / 255)));
          pass(wanted - 255f * level / steps, here, below, at);
          colour = colour * LEVELS[c] + level;
        }
        colours[y * width + x] = (byte) colour;
      }
      float[] done = here;
      here = below;
      below = done;
      Arrays.fill(below, 0);
    }
    return colours;
  }

  private static void pass(float error, float[] here, float[] below, int at) {
    here[at + 3] += error * 7 / 16;
    below[at - 3] += error * 3 / 16;
    below[at] += error * 5 / 16;
    below[at + 3] += error / 16;
  }

  private void band(byte[] colours, int width, int top, int rows) {
    boolean[] used = new boolean[REDS * GREENS * BLUES];
    for (int i = top * width; i < (top + rows) * width; i++) {
      used[colours[i] & 0xff] = true;
    }
    for (int colour = 0; colour < used.length; colour++) {
      if (used[colour]) {
        line(colours, width, top, rows, colour);
      }
    }
    text.append('-');
  }

  private void line(byte[] colours, int width, int top, int rows, int colour) {
    text.append('#').append(colour);
    int run = 0;
    char last = 0;
    for (int x = 0; x < width; x++) {
      int bits = 0;
      for (int y = 0; y < rows; y++) {
        if ((colours[(top + y) * width + x] & 0xff) == colour) {
          bits |= 1 << y;
        }
      }
      char sixel = (char) ('?' + bits);
      if (sixel != last) {
        repeat(last, run);
        last = sixel;
        run = 0;
      }
      run++;
    }
    repeat(last, run);
    text.append('$');
  }

  private void repeat(char sixel, int times) {
    if (times > 3) {
      text.append('!').append(times).append(sixel);
    } else {
      text.append(String.valueOf(sixel).repeat(times));
    }
  }
}
