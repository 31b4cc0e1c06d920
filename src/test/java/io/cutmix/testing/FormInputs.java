package io.cutmix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the runs of every {@link RunForm} read: images, and beside them masks, boxes, recipes. */
public record FormInputs(ImagesAndLabels input) {

  /** Makes that many images, with sides of so many pixels. */
  public static FormInputs make(Path folder, int count, int side) throws IOException {
    FormInputs inputs = new FormInputs(ImagesAndLabels.make(folder, count, "jpg", side, side, 3));
    Files.createDirectories(inputs.masks());
    StringBuilder images = new StringBuilder();
    StringBuilder boxes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String name = inputs.input.names().get(i);
      ImagesAndLabels.write(
          inputs.masks().resolve(name.replace(".jpg", ".png")),
          ImagesAndLabels.image(i, side, side, 1));
      String comma = i == 0 ? "" : ",";
      images.append(
          "%s{\"id\":%d,\"file_name\":\"%s\",\"width\":%d,\"height\":%4$d}"
              .formatted(comma, i, name, side));
      boxes.append(
          "%s{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"bbox\":[%d,3,9,%d]}"
              .formatted(comma, i, i, i % (side - 10), side / 2));
    }
    Files.writeString(
        inputs.boxes(),
        "{\"images\":[%s],\"annotations\":[%s],\"categories\":[{\"id\":1,\"name\":\"box\"}]}"
            .formatted(images, boxes));
    run(inputs, inputs.recipes().resolveSibling(""), "--recipes-only", "--batch-size", 16);
    return inputs;
  }

  public Path masks() {
    return input.root().resolve("masks");
  }

  public Path boxes() {
    return input.root().resolve("coco.json");
  }

  public Path recipes() {
    return input.root().resolve("recipes/recipes.jsonl");
  }

  /** The folder as the command finds it: not there, or with another run in it. */
  public Path prepared(RunForm form, Path out) throws IOException {
    Folders.delete(out);
    if (form == RunForm.OVERWRITTEN) {
      run(this, out, "--seed", 7, "--name-pattern", "{source}-{index}");
    }
    return out;
  }

  private static void run(FormInputs inputs, Path out, Object... options) {
    Cutmix.Outcome outcome = Cutmix.augment(inputs.input, out, options);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }
}
