package io.cutmix.work;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.output.RecipeFile;
import java.io.IOException;
import java.util.List;

/**
 * The batches of a file of recipes.
 *
 * @param images the folder of the samples
 * @param numbers tells the numbers of images by their names
 * @param height rows of every image
 * @param width columns of every image
 */
public record RecipeBatches(
    RecipeFile recipes, ImageFolder images, FileNumbers numbers, int height, int width)
    implements ImageBatch.Source {

  /** Finds files by the names of samples. */
  interface Files {
    byte[] bytes(String name) throws IOException;

    /** Adds what differs if the file was modified. */
    default void addState(String name, InputDigest digest) {}
  }

  /** Tells the number of an image by its name. */
  @FunctionalInterface
  public interface FileNumbers {
    long of(String fileName);
  }

  @Override
  public List<ImageBatch> of(long unit) throws IOException {
    Files files =
        new Files() {
          @Override
          public byte[] bytes(String name) throws IOException {
            return images.bytes(name);
          }

          @Override
          public void addState(String name, InputDigest digest) {
            images.addState(name, digest);
          }
        };
    return List.of(new RowBatch(recipes.read(unit), files, numbers, height, width));
  }
}
