package io.cutmix.cli.message;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Text in the columns of a terminal, where some letters take two and some none. */
public final class TextColumns {
  private static final Set<UnicodeScript> WIDE =
      EnumSet.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);
  private static final int FIRST_PICTOGRAM = 0x1f300;

  private TextColumns() {}

  /** How many a text takes. */
  public static int of(String text) {
    return text.codePoints().map(TextColumns::of).sum();
  }

  private static int of(int letter) {
    int type = Character.getType(letter);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return letter >= FIRST_PICTOGRAM || WIDE.contains(UnicodeScript.of(letter)) ? 2 : 1;
  }

  /** The text with spaces behind it, or cut with a sign that it was. */
  public static String padded(String text, int columns) {
    int own = of(text);
    if (own <= columns) {
      return text + " ".repeat(columns - own);
    }
    String cut = text;
    while (of(cut) > columns - 1) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return padded(cut + "…", columns);
  }
}
