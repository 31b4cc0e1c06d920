package io.cutmix.work;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.NotedFiles;
import io.cutmix.image.FileFormat;
import io.cutmix.job.Failure;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.mix.Box;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelRow;
import io.cutmix.output.RecipeFile;
import io.cutmix.work.RecipeBatches.RowBatch.Match;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * The batches of a file of recipes.
 *
 * @param images the folder of the samples
 * @param numbers tells the numbers of images by their names
 * @param height rows of every image
 * @param width columns of every image
 */
public record RecipeBatches(
    RecipeFile recipes, ImageFolder images, ToLongFunction<String> numbers, int height, int width)
    implements ImageBatch.Source {

  @Override
  public List<ImageBatch> of(long unit) throws IOException {
    List<LabelRow> rows = recipes.read(unit);
    NotedFiles files = new NotedFiles(images);
    return List.of(
        new RowBatch(rows, Match.of(rows), files::bytes, files::addState, numbers, height, width));
  }

  /**
   * Label rows of one batch, all or some of it, whose images are made again.
   *
   * @param states adds what differs if the file of a sample was modified
   */
  record RowBatch(
      List<LabelRow> rows,
      Match match,
      MixedPair.Files files,
      BiConsumer<String, InputDigest> states,
      ToLongFunction<String> numbers,
      int height,
      int width)
      implements ImageBatch {
    private static final long TYPICAL_BYTES = 1 << 20;

    @Override
    public int size() {
      return match.names().size();
    }

    @Override
    public int images() {
      return rows.size();
    }

    /** The same in any case: labels of other partners aren't known. */
    @Override
    public Recipe recipe(boolean[] readable) {
      return match.recipe();
    }

    @Override
    public String name(int i) {
      return match.names().get(i);
    }

    @Override
    public long bytes(int i) {
      return TYPICAL_BYTES;
    }

    @Override
    public byte[] read(int i) throws IOException {
      return files.bytes(name(i));
    }

    @Override
    public InputStream open(int i) throws IOException {
      return new ByteArrayInputStream(read(i));
    }

    @Override
    public void addState(InputDigest digest) throws IOException {
      for (LabelRow row : rows) {
        digest.add(row.toJson(LabelEncoding.DENSE));
        states.accept(row.source(), digest);
        states.accept(row.partner(), digest);
      }
    }

    @Override
    public String fileName(int i, Recipe recipe, FileFormat format) {
      return rows.get(i).fileName();
    }

    @Override
    public LabelRow row(int i, Recipe recipe, String fileName) {
      return rows.get(i);
    }

    @Override
    public Failure failure(int i, int unreadable, String reason) {
      LabelRow row = rows.get(i);
      return new Failure(
          row.source(),
          row.copy(),
          numbers.applyAsLong(row.fileName()),
          unreadable == i ? reason : "its partner %s: %s".formatted(name(unreadable), reason),
          false);
    }

    /**
     * Rows of one batch, and the recipe that they are from. Where rows of the batch are missing,
     * their images follow those of the rows, as far as they are partners.
     *
     * @param names the image of each place in the recipe
     */
    record Match(List<String> names, Recipe recipe) {
      private static final int NONE = -1;

      static Match of(List<LabelRow> rows) {
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
        return new Match(List.copyOf(names), recipe(rows, partners, names.size()));
      }

      /** A place with that image that is nobody's partner yet. */
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
  }
}
