package io.cutmix.samples;

/** How the pictures come to the network. */
enum Way {
  BASELINE("unmixed"),
  ON_THE_FLY("CutMix on the fly"),
  OFFLINE("CutMix offline");

  final String title;

  Way(String title) {
    this.title = title;
  }
}
