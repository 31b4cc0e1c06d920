/**
 * CutMix on batches of images, usable as a library: draw a {@link io.cutmix.mix.Recipe} with {@link
 * io.cutmix.mix.CutMix}, apply it to NCHW arrays, get a {@link io.cutmix.mix.MixedBatch}; or let
 * {@link io.cutmix.mix.CutMixPreProcessor} do so between a data loader and a model. No files, no
 * threads of its own; imports no other package of this project.
 *
 * <p><img src="doc-files/cutmix.svg" alt="An image, a box of its partner pasted into it, and what
 * each parameter changes about boxes and partners">
 *
 * <h2>The method</h2>
 *
 * <p>Each image of a batch has a partner in it. A box is cut out of the image and filled with the
 * same box of the partner; λ is the share of the area that is left of the image, and its label
 * becomes {@code λ · label + (1-λ) · label of the partner}: Yun et al., "CutMix: Regularization
 * Strategy to Train Strong Classifiers with Localizable Features", ICCV 2019 (arXiv 1905.04899).
 *
 * <pre>{@code
 * CutMix cutMix = CutMix.builder(10).alpha(0.2).build();
 * MixedBatch mixed = cutMix.mix(images, targets, RandomStream.forBatch(seed, epoch, batch));
 * }</pre>
 *
 * <h2>What each parameter changes</h2>
 *
 * <table>
 * <caption>Methods of {@link io.cutmix.mix.CutMix.Builder}</caption>
 * <thead>
 * <tr><th>parameter</th><th>more, or another value, means</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@code alpha}</td><td>λ is drawn: below 1 it is mostly near 0 or 1, so boxes are tiny or
 *     huge; at 1 each is equally likely; far above 1 it is near one half. Clipping at the edge of the
 *     image then leaves more, with alpha 1 on average 0.68 of the area of a large image</td></tr>
 * <tr><td>{@code length}</td><td>the box has always this share of the height and of the width
 *     </td></tr>
 * <tr><td>{@code bbox}</td><td>the box is always these pixels</td></tr>
 * <tr><td>{@code minBox}, {@code maxBox}</td><td>bounds of the box's share of the area; it lies
 *     wholly inside</td></tr>
 * <tr><td>{@code uniformSampling}</td><td>pixels at the edge are replaced as often as those in the
 *     middle</td></tr>
 * <tr><td>{@code boxScope}</td><td>one box for the batch, for each sample, or for each pair
 *     </td></tr>
 * <tr><td>{@code pairing}, {@code indices}</td><td>who is whose partner</td></tr>
 * <tr><td>{@code labelSmoothing}</td><td>this much of each label is spread over all classes before
 *     mixing</td></tr>
 * </tbody>
 * </table>
 *
 * <h2>From the reference's names to these</h2>
 *
 * <table>
 * <caption>MosaicML Composer</caption>
 * <thead>
 * <tr><th>there</th><th>here</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@code cutmix_batch(input, target, ...)}</td><td>{@link
 *     io.cutmix.mix.CutMix#mix(org.nd4j.linalg.api.ndarray.INDArray,
 *     org.nd4j.linalg.api.ndarray.INDArray, org.apache.commons.rng.UniformRandomProvider)}</td></tr>
 * <tr><td>{@code num_classes}</td><td>{@link io.cutmix.mix.CutMix#builder}</td></tr>
 * <tr><td>{@code length}, {@code alpha}, {@code bbox}, {@code indices}, {@code uniform_sampling}
 *     </td><td>{@code length}, {@code alpha}, {@code bbox}, {@code indices}, {@code
 *     uniformSampling} of {@link io.cutmix.mix.CutMix.Builder}</td></tr>
 * <tr><td>the class {@code CutMix}, an algorithm of the trainer</td><td>{@link
 *     io.cutmix.mix.CutMixPreProcessor}</td></tr>
 * <tr><td>{@code interpolate_loss}</td><td>{@link io.cutmix.mix.MixedBatch#ofPartners}, {@link
 *     io.cutmix.mix.MixedBatch#lambdas}</td></tr>
 * <tr><td>a random permutation, which may have fixed points</td><td>{@link
 *     io.cutmix.mix.Pairing#PERMUTATION}; the default has none</td></tr>
 * <tr><td>{@code x} slices rows</td><td>{@code x} is the column, {@code y} the row</td></tr>
 * <tr><td>{@code length=0.5} asks for a box of 75 % of the area, before clipping</td><td>{@code
 *     length(0.5)} is half the height and half the width</td></tr>
 * </tbody>
 * </table>
 */
@NullMarked
package io.cutmix.mix;

import org.jspecify.annotations.NullMarked;
