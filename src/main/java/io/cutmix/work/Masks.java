package io.cutmix.work;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.Mask;
import io.cutmix.image.Rendering;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * A folder with a mask for each image: a PNG of the image's path and name.
 *
 * @param folder that the paths are relative to
 */
public record Masks(ImageFolder folder) {

  /**
   * Reads the mask of an image.
   *
   * @param sample path of the image, relative to the images folder
   * @throws IOException if the mask is missing or broken, or its size isn't the image's
   */
  Loaded.SampleMask read(String sample, ImageHeader image, Rendering rendering) throws IOException {
    String file = name(sample);
    try {
      byte[] encoded = folder.bytes(file);
      Mask stored = Mask.read(encoded, image);
      Mask mask = stored.rendered(rendering);
      return new Loaded.SampleMask(
          mask, stored.isOf(rendering.shape()) ? Optional.of(encoded) : Optional.empty());
    } catch (NoSuchFileException e) {
      throw new ImageReadException("its mask %s is missing".formatted(folder.show(file)), e);
    } catch (ImageReadException e) {
      throw new ImageReadException(
          "its mask %s %s".formatted(folder.show(file), e.getMessage()), e);
    }
  }

  /** Adds what differs if the mask of an image was modified. */
  void addState(String sample, InputDigest digest) {
    folder.addState(name(sample), digest);
  }

  private static String name(String sample) {
    return sample.replaceFirst("\\.[^./]*$", "") + ".png";
  }
}
