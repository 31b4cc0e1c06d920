package io.cutmix.pipeline;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.Counts;
import io.cutmix.mix.Recipe;
import io.cutmix.output.LabelEncoding;
import io.cutmix.output.LabelRow;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RecipeFile;
import java.io.IOException;
import java.util.List;

/** Makes the images of recipes: with the same pictures the same bytes as the run they are from. */
public final class RenderTask implements UnitTask {
  private final RecipeFile recipes;
  private final ImageFolder images;
  private final PictureLoader loader;
  private final OutputFolder output;
  private final ImageWriter writer;
  private final TensorPool tensors;

  /** A task for every unit of {@code recipes}. */
  public RenderTask(
      RecipeFile recipes,
      ImageFolder images,
      ImageCodec codec,
      PictureSettings pictures,
      OutputFolder output) {
    this.recipes = recipes;
    this.images = images;
    this.loader = new PictureLoader(codec, pictures.rendering());
    this.output = output;
    this.writer = new ImageWriter(codec, pictures, output);
    this.tensors = new TensorPool();
  }

  @Override
  public Counts run(long unit, Parallel parallel) throws IOException {
    List<LabelRow> rows = recipes.read(unit);
    String state = state(rows);
    RowMatch match = RowMatch.of(rows);
    Recipe recipe = match.recipe();
    BatchTensor tensor = tensors.take(recipe.size(), loader.rendering().shape());
    try {
      FileFormat[] formats = new FileFormat[recipe.size()];
      parallel.forEach(formats.length, i -> formats[i] = load(match.names().get(i), tensor, i));
      tensor.mixer().mix(recipe);
      output.beginUnit(unit, rows.stream().map(LabelRow::fileName).toList());
      parallel.forEach(
          rows.size(),
          i -> {
            LabelRow row = rows.get(i);
            ImageEncoder.Original original =
                recipe.leaves(i) ? () -> images.bytes(row.source()) : null;
            writer.write(row.fileName(), formats[i], tensor.pixels(i), original);
          });
      return output.finishUnit(unit, state, rows, List.of());
    } finally {
      tensors.giveBack(tensor);
    }
  }

  @Override
  public String state(long unit) throws IOException {
    return state(recipes.read(unit));
  }

  private String state(List<LabelRow> rows) throws IOException {
    InputDigest digest = new InputDigest();
    for (LabelRow row : rows) {
      digest.add(row.toJson(LabelEncoding.DENSE));
      images.addState(row.source(), digest);
      images.addState(row.partner(), digest);
    }
    return digest.toText();
  }

  private FileFormat load(String name, BatchTensor tensor, int i) throws IOException {
    try {
      byte[] encoded = loader.load(name, () -> images.bytes(name), tensor.pixels(i));
      return FileFormat.of(encoded).orElseThrow();
    } catch (IOException e) {
      throw new SampleException(name, e, "mend it, or render another --range");
    }
  }

  @Override
  public void close() {
    tensors.close();
  }
}
