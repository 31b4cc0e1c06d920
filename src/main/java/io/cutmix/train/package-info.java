/**
 * What was augmented offline, as batches for training: {@link io.cutmix.train.MixedFolderIterator}
 * reads the folder that {@code cutmix augment} wrote.
 *
 * <p>Beside ND4J's API and a backend of it this package needs {@code
 * com.fasterxml.jackson.core:jackson-databind}, for TIFF and BMP {@code imageio-tiff} and {@code
 * imageio-bmp} of {@code com.twelvemonkeys.imageio}, and for WebP, as well as to read JPEG in a
 * third of the time, {@code org.bytedeco:opencv}: a project that depends on {@code
 * io.cutmix:cutmix} adds what it uses itself, and is told what is missing.
 *
 * <p>Imports {@code mix} and {@code plan} for the order of the samples, {@code finished} and {@code
 * image} to read them.
 */
@NullMarked
package io.cutmix.train;

import org.jspecify.annotations.NullMarked;
