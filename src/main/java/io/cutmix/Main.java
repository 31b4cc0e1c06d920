package io.cutmix;

/** Entry point of the command-line tool; the only place that calls {@link System#exit}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("cutmix 0.1.0-SNAPSHOT");
  }
}
