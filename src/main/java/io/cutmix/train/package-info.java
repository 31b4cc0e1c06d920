/**
 * What was augmented offline, as batches for training: {@link io.cutmix.train.MixedFolderIterator}
 * reads the folder that {@code cutmix augment} wrote.
 *
 * <p>Beside ND4J's API and a backend of it this package needs {@code
 * com.fasterxml.jackson.core:jackson-databind}, and for JPEG {@code
 * com.twelvemonkeys.imageio:imageio-jpeg} (and for a third of the time {@code
 * org.bytedeco:opencv}), and for tar shards {@code org.apache.commons:commons-compress}, which a
 * project that depends on {@code io.cutmix:cutmix} adds itself.
 *
 * <p>Imports {@code mix} and {@code plan} for the order of the samples, {@code finished} and {@code
 * image} to read them.
 */
@NullMarked
package io.cutmix.train;

import org.jspecify.annotations.NullMarked;
