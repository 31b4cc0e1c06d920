package io.cutmix.image;

final class FastCodecTest extends ImageCodecContract {
  private final ImageCodec codec = Codecs.of(CodecChoice.OPENCV);

  @Override
  ImageCodec codec() {
    return codec;
  }
}
