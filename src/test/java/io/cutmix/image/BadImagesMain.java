package io.cutmix.image;

import io.cutmix.image.opencv.OpenCvMemory;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.job.ImageSpec.Fit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/**
 * Reads a range of {@link BadImages} by one codec, in a process of its own: {@code CODEC FROM TO}.
 * Prints the reason of each that can't be read, and in the last line what became of all.
 */
final class BadImagesMain {
  private static final ImageShape THUMBNAIL = new ImageShape(31, 37, 3);
  private static final long LARGE = 1_000_000;

  private final ImageCodec codec;
  private int read;
  private int failed;
  private int lost;

  private BadImagesMain(ImageCodec codec) {
    this.codec = codec;
  }

  public static void main(String[] words) throws IOException {
    CodecChoice choice = CodecChoice.valueOf(words[0]);
    Codecs.load(choice);
    BadImagesMain tried =
        new BadImagesMain(
            Codecs.of(choice, Exif.APPLY, new Codecs.ImageLimits(20_000_000, 60, image -> {})));
    int from = Integer.parseInt(words[1]);
    int to = Integer.parseInt(words[2]);
    tried.read(Fixture.bytes("baseline.jpg"));
    tried.read(Fixture.bytes("lossy.webp"));
    OpenCvMemory.freeKept();
    long nativeBefore = Pointer.totalBytes();
    long halfWay = 0;
    for (int number = from; number < to; number++) {
      tried.tryOut(number);
      halfWay = number == (from + to) / 2 ? Pointer.physicalBytes() : halfWay;
    }
    OpenCvMemory.freeKept();
    System.out.printf(
        "%d read, %d failed, %d lost, %d native bytes kept, %d MB grown%n",
        tried.read,
        tried.failed,
        tried.lost,
        Pointer.totalBytes() - nativeBefore,
        (Pointer.physicalBytes() - halfWay) >> 20);
  }

  private void tryOut(int number) {
    try {
      read(BadImages.image(number));
      read++;
    } catch (ImageReadException e) {
      System.out.println(number + ": " + e.getMessage());
      failed++;
    } catch (IOException | RuntimeException | Error e) {
      System.out.println(number + ": " + e);
      lost++;
    }
  }

  private void read(byte[] bad) throws IOException {
    decode(bad, new Rendering(THUMBNAIL, Optional.of(Fit.COVER), Background.BLACK));
    ImageHeader header = codec.header(new ByteArrayInputStream(bad));
    if ((long) header.width() * header.height() < LARGE) {
      ImageShape own = new ImageShape(header.height(), header.width(), header.alpha() ? 4 : 3);
      decode(bad, new Rendering(own, Optional.empty(), Background.BLACK));
    }
  }

  private void decode(byte[] bad, Rendering rendering) throws IOException {
    codec.decode(bad, rendering, ByteBuffer.allocateDirect(rendering.shape().bytes()));
  }
}
