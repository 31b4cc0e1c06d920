package io.cutmix.work;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.work.ImageSurvey.Lost;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Samples couldn't be read; the places are their names, relative to the folder of images, and the
 * message says why.
 */
public final class SampleException extends ProblemException {
  private static final long serialVersionUID = 1;

  /** Behind the problems of a batch. */
  private static final Problem OTHERS =
      Problem.of("images of other batches were not looked at")
          .remedy("find all that can't be read by cutmix inspect");

  /** Those of which the headers tell it: of each part the first are shown. */
  public SampleException(List<Lost> lost) {
    super(
        lost.stream().flatMap(part -> part.problems().stream()).toList(),
        lost.stream().mapToLong(Lost::count).sum(),
        lost.stream().flatMap(part -> shown(part.problems(), part.count()).stream()).toList());
  }

  private SampleException(List<Problem> problems, List<Problem> shown) {
    super(problems, problems.size(), shown);
  }

  /** Those of a batch. */
  static SampleException ofBatch(List<Problem> problems) {
    List<Problem> shown = new ArrayList<>(shown(problems, problems.size()));
    shown.add(OTHERS);
    List<Problem> all = new ArrayList<>(problems);
    all.add(OTHERS);
    return new SampleException(all, shown);
  }

  /** Those of all batches, by the samples' names. */
  static SampleException ofAll(SortedMap<String, Problem> problems) {
    List<Problem> all = List.copyOf(problems.values());
    return new SampleException(
        List.of(new Lost(all.subList(0, Math.min(Lost.KEPT, all.size())), all.size())));
  }

  /** The first sample's name. */
  public String sample() {
    return problems().get(0).place().file();
  }

  /** What is wrong with each sample, by its name. */
  Map<String, Problem> bySample() {
    return problems().stream()
        .filter(problem -> !problem.equals(OTHERS))
        .collect(Collectors.toMap(problem -> problem.place().file(), Function.identity()));
  }

  /** What is wrong with a sample. */
  static Problem problem(String sample, IOException cause) {
    Problem problem =
        Problem.of(reason(cause)).remedy("fix it, or skip it with --on-error skip").at(sample);
    return cause instanceof ProblemException known
        ? known.problems().get(0).value().map(problem::value).orElse(problem)
        : problem;
  }

  /** Why a sample couldn't be read, without its name. */
  static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "the file is missing";
    }
    return ProblemException.of(cause).problems().get(0).reason();
  }
}
