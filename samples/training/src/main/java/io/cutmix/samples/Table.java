package io.cutmix.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Turns the lines of trainings into a table in Markdown: means, and standard deviations. */
final class Table {
  private Table() {}

  /** Reads from standard input. */
  public static void main(String[] args) throws IOException {
    List<Outcome> outcomes;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      outcomes = lines.lines().map(Outcome::parse).toList();
    }
    System.out.println("| | test accuracy | test loss | ECE | training loss, last epoch |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (Way way : Way.values()) {
      List<Outcome> ofWay = outcomes.stream().filter(outcome -> outcome.way() == way).toList();
      System.out.printf(
          Locale.ROOT,
          "| %s | %s %% | %s | %s | %s |%n",
          way.title,
          cell(ofWay, "%.1f", outcome -> 100 * outcome.scores().accuracy()),
          cell(ofWay, "%.3f", outcome -> outcome.scores().loss()),
          cell(ofWay, "%.3f", outcome -> outcome.scores().ece()),
          cell(ofWay, "%.2f", Outcome::lastLoss));
    }
    System.out.printf(
        Locale.ROOT,
        "%nThe pre-processor took %.1f %% of the time of the training.%n",
        100
            * mean(
                outcomes.stream().filter(outcome -> outcome.way() == Way.ON_THE_FLY).toList(),
                Outcome::mixing));
  }

  private static String cell(
      List<Outcome> outcomes, String format, ToDoubleFunction<Outcome> number) {
    double mean = mean(outcomes, number);
    double squares = 0;
    for (Outcome outcome : outcomes) {
      squares += Math.pow(number.applyAsDouble(outcome) - mean, 2);
    }
    double deviation = Math.sqrt(squares / Math.max(1, outcomes.size() - 1));
    return String.format(Locale.ROOT, format + " ± " + format, mean, deviation);
  }

  private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> number) {
    return outcomes.stream().mapToDouble(number).average().orElseThrow();
  }
}
