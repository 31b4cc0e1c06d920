package io.cutmix.preview;

import static java.util.Objects.requireNonNull;

import io.cutmix.image.Codecs;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Letters of Latin, Greek and Cyrillic, drawn beforehand by {@code src/fonts/make_glyphs.py}: Java
 * can't draw text where the machine has no fonts or no fontconfig, as in a container. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Glyphs(byte[] atlas, Map<Integer, Glyph> glyphs) {
  /** Rows of a glyph, and columns at most. */
  static final int CELL = 20;

  /** Columns of a cell before the place where its glyph starts. */
  static final int LEAD = 2;

  private static final int COLUMNS = 32;

  /** What stands for every character that there is no glyph of, such as one that moves the text. */
  private static final int UNKNOWN = 0x25a1;

  private static final int ELLIPSIS = 0x2026;

  /** Where a glyph stands in the atlas, and how many columns it takes in a line. */
  record Glyph(int index, int advance) {}

  /** Reads them from the jar. */
  static Glyphs load() throws IOException {
    Map<Integer, Glyph> glyphs = new HashMap<>();
    String list = new String(resource("glyphs.txt"), StandardCharsets.US_ASCII);
    for (String line : list.lines().toList()) {
      int space = line.indexOf(' ');
      glyphs.put(
          Integer.parseInt(line.substring(0, space), 16),
          new Glyph(glyphs.size(), Integer.parseInt(line.substring(space + 1))));
    }
    int rows = (glyphs.size() + COLUMNS - 1) / COLUMNS;
    ImageShape shape = new ImageShape(rows * CELL, COLUMNS * CELL, 1);
    byte[] atlas = new byte[shape.bytes()];
    Rendering asItIs = new Rendering(shape, Optional.empty(), Background.BLACK);
    Codecs.of(CodecChoice.IMAGEIO).decode(resource("glyphs.png"), asItIs, ByteBuffer.wrap(atlas));
    return new Glyphs(atlas, glyphs);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = requireNonNull(Glyphs.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    }
  }

  int width(String text) {
    return text.codePoints().map(character -> glyph(character).advance).sum();
  }

  /** The text, or as much of its beginning as there is room for with an ellipsis. */
  String cut(String text, int room) {
    if (width(text) <= room) {
      return text;
    }
    StringBuilder beginning = new StringBuilder();
    int left = room - glyph(ELLIPSIS).advance;
    for (int character : text.codePoints().toArray()) {
      left -= glyph(character).advance;
      if (left < 0) {
        break;
      }
      beginning.appendCodePoint(character);
    }
    return beginning.appendCodePoint(ELLIPSIS).toString();
  }

  int advance(int character) {
    return glyph(character).advance;
  }

  /** How much ink is at a place of a character's cell, 0 to 255. */
  int ink(int character, int x, int y) {
    int index = glyph(character).index;
    int row = index / COLUMNS * CELL + y;
    return atlas[row * COLUMNS * CELL + index % COLUMNS * CELL + x] & 0xff;
  }

  private Glyph glyph(int character) {
    return glyphs.getOrDefault(character, requireNonNull(glyphs.get(UNKNOWN)));
  }
}
