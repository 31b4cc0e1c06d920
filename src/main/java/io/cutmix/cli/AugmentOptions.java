package io.cutmix.cli;

import picocli.CommandLine.Mixin;

/** All that says what images are made of which data set, in the order of {@code --help}. */
final class AugmentOptions {
  @Mixin InputOptions input = new InputOptions();
  @Mixin MixOptions mix = new MixOptions();
  @Mixin PictureOptions pictures = new PictureOptions();
  @Mixin BoxOptions boxes = new BoxOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin ShardOptions shards = new ShardOptions();
  @Mixin RunOptions run = new RunOptions();
  @Mixin CautionOptions caution = new CautionOptions();
}
