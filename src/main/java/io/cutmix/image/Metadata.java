package io.cutmix.image;

import java.util.Optional;

/**
 * What a file says of its samples besides their layout.
 *
 * @param profile that of the colours; empty if there is none, none that can be used, or sRGB
 */
record Metadata(Orientation orientation, Optional<IccProfile> profile) {
  static final Metadata NONE = new Metadata(Orientation.UPRIGHT, Optional.empty());
}
