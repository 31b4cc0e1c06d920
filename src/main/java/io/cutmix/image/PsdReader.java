package io.cutmix.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** PSD and PSB: the picture of all layers together. */
final class PsdReader implements FormatReader {
  private static final int COLOUR_TABLE = 26;
  private static final int PROFILE = 0x040f;
  private static final short UNKNOWN = 0x0fff;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    Optional<IccProfile> profile = Optional.empty();
    if (seekProfile(input)) {
      input.readUnsignedShort();
      skipName(input);
      profile = IccProfile.read(input, input.readUnsignedInt());
    }
    return Plugins.PSD.header(input, new Metadata(Orientation.UPRIGHT, profile));
  }

  @Override
  public Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    EncodedInput input = new EncodedInput(encoded);
    byte[] file = encoded;
    if (seekProfile(input)) {
      // The plug-in would convert the colours to sRGB in its own way.
      file = encoded.clone();
      ByteBuffer.wrap(file).putShort((int) input.getStreamPosition(), UNKNOWN);
    }
    return Plugins.PSD.picture(new EncodedInput(file), profile);
  }

  /** Goes to the number of the resource that holds the profile; false if there is none. */
  private static boolean seekProfile(ImageInputStream input) throws IOException {
    input.seek(COLOUR_TABLE);
    input.seek(input.readUnsignedInt() + input.getStreamPosition());
    long end = input.readUnsignedInt() + input.getStreamPosition();
    while (input.getStreamPosition() < end) {
      input.readInt(); // 8BIM
      long start = input.getStreamPosition();
      if (input.readUnsignedShort() == PROFILE) {
        input.seek(start);
        return true;
      }
      skipName(input);
      long length = input.readUnsignedInt();
      input.seek(input.getStreamPosition() + length + (length & 1));
    }
    return false;
  }

  /** A name takes an even number of bytes, the one of its length among them. */
  private static void skipName(ImageInputStream input) throws IOException {
    int length = input.readUnsignedByte();
    input.seek(input.getStreamPosition() + (length | 1));
  }
}
