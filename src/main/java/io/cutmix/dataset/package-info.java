/**
 * Where an image's way begins: which samples there are, where each one's file is, and what it is
 * labelled with. {@link io.cutmix.dataset.Source} turns a label file (CSV or JSON), one folder a
 * class, or tar files into a {@link io.cutmix.dataset.Dataset}, whose order never depends on the
 * file system or on the order of rows. This room knows nothing of pixels and imports {@code table},
 * {@code storage}, {@code job} and {@code mix} only.
 */
@NullMarked
package io.cutmix.dataset;

import org.jspecify.annotations.NullMarked;
