package io.cutmix.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.FolderSource;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.Labels;
import io.cutmix.dataset.Links;
import io.cutmix.dataset.classes.ClassIds;
import io.cutmix.detection.CocoFile;
import io.cutmix.detection.CocoFinding;
import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.inspect.Inspection.Category;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.job.Parallel;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.SlowStorage;
import io.cutmix.work.Companions;
import io.cutmix.work.ImageSurvey.SizeCount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
  private static final Inspection.FirstNames NONE = new Inspection.FirstNames(0, List.of());

  @TempDir private Path temp;
  private Path images = Path.of("");

  /** Of class a those of 7 by 5, of class b the others. */
  @BeforeEach
  void six_pictures_of_two_classes() throws IOException {
    images = temp.resolve("images");
    for (int i = 0; i < 6; i++) {
      write("%s/%d.png".formatted(i < 4 ? "a" : "b", i), i, i < 4 ? 5 : 6);
    }
  }

  private void write(String name, int seed, int height) throws IOException {
    Path file = images.resolve(name);
    Files.createDirectories(file.resolve(".."));
    ImagesAndLabels.write(file, ImagesAndLabels.image(seed, height, 7, 3));
  }

  private Inspection inspection(Companions companions, boolean whole) throws IOException {
    Dataset dataset =
        new FolderSource(images, ClassList.found(List.of()), Links.INSIDE)
            .read(FileFormat::isImageName);
    return inspection(dataset, companions, whole);
  }

  private static Inspection inspection(Dataset dataset, Companions companions, boolean whole)
      throws IOException {
    return new Inspector(
            dataset,
            companions,
            Codecs.of(CodecChoice.IMAGEIO, Exif.APPLY, Codecs.ImageLimits.DEFAULT),
            whole)
        .inspect(NONE, Parallel.SEQUENTIAL, (looked, lost) -> {});
  }

  private static final class SlowImages implements Dataset.ImageStore {
    private final byte[] image;
    private final int count;
    private final SlowStorage storage = new SlowStorage();

    SlowImages(byte[] image, int count) {
      this.image = image;
      this.count = count;
    }

    @Override
    public byte[] bytes(int sample) {
      storage.answer();
      return image;
    }

    @Override
    public InputStream stream(int sample) {
      return new ByteArrayInputStream(bytes(sample));
    }

    @Override
    public void addState(int sample, InputDigest digest) {}

    @Override
    public long[] sizes() {
      return LongStream.generate(() -> image.length).limit(count).toArray();
    }

    @Override
    public Dataset.Listed listed() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void where_storage_is_slow_many_files_are_read_at_once() throws IOException {
    SlowImages slow = new SlowImages(Files.readAllBytes(images.resolve("a/0.png")), 200);
    String[] names = IntStream.range(100, 300).mapToObj(i -> i + ".png").toArray(String[]::new);
    Labels labels = new ClassIds(List.of("a"), new int[200]);

    Inspection found =
        inspection(new Dataset(slow, names, labels, List.of()), Companions.NONE, true);

    assertThat(found.sizes()).containsExactly(new SizeCount(7, 5, 200));
    assertThat(slow.storage.mostAtOnce()).isGreaterThan(10);
  }

  @Test
  void what_images_are_is_counted() throws IOException {
    Inspection found = inspection(Companions.NONE, true);

    assertThat(found.isSound()).isTrue();
    assertThat(found.sizes()).containsExactly(new SizeCount(7, 5, 4), new SizeCount(7, 6, 2));
    assertThat(found.formats()).containsOnlyKeys("png").containsEntry("png", 6L);
    assertThat(found.labels().sums()).containsExactly(4, 2);
  }

  @Test
  void every_unreadable_image_is_listed_with_its_reason() throws IOException {
    for (int i = 10; i < 40; i++) {
      Files.writeString(images.resolve("a/" + i + ".png"), "no image");
    }

    Inspection.FirstNames unreadable = inspection(Companions.NONE, true).problems().unreadable();

    assertThat(unreadable.count()).isEqualTo(30);
    assertThat(unreadable.first()).hasSize(30).isSorted();
    assertThat(unreadable.first())
        .allSatisfy(name -> assertThat(name).matches("a/\\d\\d\\.png: .*text.*"));
  }

  @Test
  void equal_images_are_found_and_those_of_two_classes_apart() throws IOException {
    write("a/6.png", 0, 5);
    write("b/7.png", 0, 5);

    Inspection whole = inspection(Companions.NONE, true);
    Inspection fast = inspection(Companions.NONE, false);

    assertThat(whole.problems().duplicates().first())
        .containsExactly("a/6.png = a/0.png", "b/7.png = a/0.png");
    assertThat(whole.problems().contradictions().first()).containsExactly("b/7.png = a/0.png");
    assertThat(fast.problems().duplicates().count()).isZero();
  }

  @Test
  void masks_that_do_not_fit_are_named() throws IOException {
    Path masks = Files.createDirectory(temp.resolve("masks"));
    for (String name : List.of("a", "b")) {
      Files.createDirectory(masks.resolve(name));
    }
    for (int i = 0; i < 6; i++) {
      ImagesAndLabels.write(
          masks.resolve("%s/%d.png".formatted(i < 4 ? "a" : "b", i)),
          ImagesAndLabels.image(i, 5, 7, i == 2 ? 3 : 1));
    }
    Files.delete(masks.resolve("a/0.png"));
    Companions companions =
        new Companions(Optional.of(ImageFolder.open(masks, Links.INSIDE)), 0, Optional.empty());

    Inspection found = inspection(companions, false);

    assertThat(found.isSound()).isFalse();
    assertThat(found.masks()).isTrue();
    assertThat(found.problems().unreadable().count()).isZero();
    assertThat(found.problems().masks().first())
        .satisfiesExactly(
            name -> assertThat(name).startsWith("a/0.png: ").contains("is missing"),
            name -> assertThat(name).startsWith("a/2.png: ").contains("several channels"),
            name -> assertThat(name).startsWith("b/4.png: ").contains("is 7x5", "image is 7x6"),
            name -> assertThat(name).startsWith("b/5.png: "));
    assertThat(Suggestion.of(found)).extracting(Suggestion::option).contains("--on-error skip");
  }

  @Test
  void boxes_are_counted_by_category_and_images_without_any_are_named() throws IOException {
    Path coco = temp.resolve("coco.json");
    Files.writeString(
        coco,
        """
        {"images": [
           {"id": 1, "file_name": "./a/1.png", "width": 7, "height": 5},
           {"id": 2, "file_name": "b/4.png", "width": 7, "height": 5},
           {"id": 3, "file_name": "c/9.png", "width": 7, "height": 5}],
         "annotations": [
           {"id": 1, "image_id": 1, "category_id": 8, "bbox": [1, 1, 2, 2]},
           {"id": 2, "image_id": 1, "category_id": 8, "bbox": [1, 1, 2, 2]},
           {"id": 3, "image_id": 3, "category_id": 9, "bbox": [1, 1, 2, 2]}],
         "categories": [{"id": 8, "name": "cat"}, {"id": 9, "name": "cup"}, {"id": 7}]}
        """);

    Inspection found =
        inspection(
            new Companions(Optional.empty(), 0, Optional.of(CocoFile.read(coco, coco))), false);

    assertThat(found.isSound()).isFalse();
    assertThat(found.problems().boxes().count()).isEqualTo(5);
    assertThat(found.problems().boxes().first())
        .contains("a/0.png: no image of --coco has this path as its file_name")
        .anyMatch(name -> name.startsWith("b/4.png: is 7x6"))
        .noneMatch(name -> name.startsWith("a/1.png"));
    assertThat(found.boxes().orElseThrow().categories())
        .containsExactly(
            new Category(8, "cat", 2), new Category(9, "cup", 1), new Category(7, "", 0));
    assertThat(found.boxes().orElseThrow().findings())
        .extracting(CocoFinding::first)
        .containsExactly(List.of("c/9.png"));
  }
}
