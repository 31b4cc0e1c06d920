/**
 * CutMix on batches of images, usable as a library: draw a {@link io.cutmix.mix.Recipe} with {@link
 * io.cutmix.mix.CutMix}, apply it to NCHW arrays, get a {@link io.cutmix.mix.MixedBatch}. No files,
 * no threads of its own; imports no other package of this project.
 *
 * <p>The method is Yun et al., "CutMix: Regularization Strategy to Train Strong Classifiers with
 * Localizable Features", ICCV 2019 (arXiv 1905.04899).
 */
@NullMarked
package io.cutmix.mix;

import org.jspecify.annotations.NullMarked;
