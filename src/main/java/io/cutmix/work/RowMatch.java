package io.cutmix.work;

import io.cutmix.mix.Box;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one batch, and the recipe that they are from. Where rows of the batch are missing, their
 * pictures follow those of the rows, as far as they are partners.
 *
 * @param names the picture of each place in the recipe
 */
record RowMatch(List<String> names, Recipe recipe) {
  private static final int NONE = -1;

  static RowMatch of(List<LabelRow> rows) {
    List<String> names = new ArrayList<>(rows.stream().map(LabelRow::source).toList());
    Map<String, Deque<Integer>> free = new HashMap<>();
    int[] partners = new int[rows.size()];
    for (int i = 0; i < partners.length; i++) {
      LabelRow row = rows.get(i);
      partners[i] = row.isMixed() ? NONE : i;
      if (row.isMixed()) {
        free.computeIfAbsent(row.source(), name -> new ArrayDeque<>()).add(i);
      }
    }
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == NONE) {
        partners[i] = place(rows.get(i).partner(), free, names);
      }
    }
    return new RowMatch(List.copyOf(names), recipe(rows, partners, names.size()));
  }

  /** A place with that picture that is nobody's partner yet. */
  private static int place(String name, Map<String, Deque<Integer>> free, List<String> names) {
    Integer place = free.getOrDefault(name, new ArrayDeque<>()).poll();
    if (place == null) {
      names.add(name);
      return names.size() - 1;
    }
    return place;
  }

  /** What is added gets the partners that are left, and no box, so it stays as it is. */
  private static Recipe recipe(List<LabelRow> rows, int[] partners, int size) {
    boolean[] taken = new boolean[size];
    Arrays.stream(partners).forEach(partner -> taken[partner] = true);
    int[] all = Arrays.copyOf(partners, size);
    List<Box> boxes = new ArrayList<>(rows.stream().map(LabelRow::bbox).toList());
    int left = 0;
    for (int i = partners.length; i < size; i++) {
      while (taken[left]) {
        left++;
      }
      all[i] = left++;
      boxes.add(Box.EMPTY);
    }
    return Recipe.of(all, boxes);
  }
}
