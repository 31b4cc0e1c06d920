package io.cutmix.cli;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes as soon as nobody throws sentences: finds the parts of one. */
final class Sentence {
  private static final Pattern PLACE = Pattern.compile("([^;\"\n]+?):(\\d{1,9}): ");
  private static final Pattern FILE = Pattern.compile("([^;:\"\n]*[./][^;:\"\n]*): ");
  private static final Pattern VALUE =
      Pattern.compile("\"([^\"\n]*)\"|'([^'\n]*)'|but was ([^ ;]+)");
  private static final Pattern REMEDY = Pattern.compile("([\\S\\s]*[^?]); ([^;]+)");

  private Sentence() {}

  static Problem problem(String text) {
    Matcher place = PLACE.matcher(text);
    Matcher file = FILE.matcher(text);
    Place where = Place.NONE;
    String rest = text;
    if (place.lookingAt()) {
      where = new Place(place.group(1), Integer.parseInt(place.group(2)));
      rest = text.substring(place.end());
    } else if (file.lookingAt()) {
      where = new Place(file.group(1), 0);
      rest = text.substring(file.end());
    }
    Matcher remedy = REMEDY.matcher(rest);
    Problem problem =
        remedy.matches() ? Problem.of(remedy.group(1)).remedy(remedy.group(2)) : Problem.of(rest);
    Matcher value = VALUE.matcher(text);
    if (value.find()) {
      String found = value.group(1) == null ? value.group(2) : value.group(1);
      problem = problem.value(found == null ? value.group(3) : found);
    }
    return problem.at(where);
  }
}
