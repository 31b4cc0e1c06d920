package io.cutmix.cli.message;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The ways in which terminals show images, told apart by the environment. */
public enum InlineImage {
  /** Kitty's graphics protocol: PNG in base 64, in chunks. */
  KITTY {
    @Override
    public String show(byte[] png) {
      String data = Base64.getEncoder().encodeToString(png);
      StringBuilder text = new StringBuilder();
      for (int from = 0; from < data.length(); from += CHUNK) {
        int to = Math.min(from + CHUNK, data.length());
        text.append("\033_G").append(from == 0 ? "a=T,f=100," : "");
        text.append(to < data.length() ? "m=1;" : "m=0;");
        text.append(data, from, to).append("\033\\");
      }
      return text.append('\n').toString();
    }
  },
  /** iTerm2's inline images: a whole file in base 64. */
  ITERM {
    @Override
    public String show(byte[] png) {
      return "\033]1337;File=inline=1;size=%d:%s\007\n"
          .formatted(png.length, Base64.getEncoder().encodeToString(png));
    }
  };

  /** Which terminals are known, for messages. */
  public static final String KNOWN = "kitty, Ghostty, iTerm2, WezTerm, mintty and VS Code";

  private static final int CHUNK = 4096;

  /** What is written to the terminal. */
  public abstract String show(byte[] png);

  /** The way of the terminal that this is the environment of; none is known through tmux. */
  public static Optional<InlineImage> of(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    String program = environment.getOrDefault("TERM_PROGRAM", "");
    if (environment.containsKey("TMUX") || environment.containsKey("STY")) {
      return Optional.empty();
    }
    if (environment.containsKey("KITTY_WINDOW_ID")
        || term.equals("xterm-kitty")
        || term.equals("xterm-ghostty")
        || program.equals("ghostty")) {
      return Optional.of(KITTY);
    }
    return switch (program) {
      case "iTerm.app", "WezTerm", "mintty", "vscode" -> Optional.of(ITERM);
      default -> Optional.empty();
    };
  }
}
