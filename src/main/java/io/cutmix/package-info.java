/** CutMix for image data sets: {@link io.cutmix.Main} is the command-line tool. */
@NullMarked
package io.cutmix;

import org.jspecify.annotations.NullMarked;
