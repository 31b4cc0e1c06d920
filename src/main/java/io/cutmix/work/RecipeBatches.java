package io.cutmix.work;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.output.RecipeFile;
import java.io.IOException;
import java.util.List;
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
    MixedPair.Files files =
        new MixedPair.Files() {
          @Override
          public byte[] bytes(String name) throws IOException {
            return images.bytes(name);
          }

          @Override
          public void addState(String name, InputDigest digest) {
            images.addState(name, digest);
          }
        };
    return List.of(RowBatch.of(recipes.read(unit), files, numbers, height, width));
  }
}
