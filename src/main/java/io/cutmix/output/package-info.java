/**
 * What a run leaves behind: images, part files, the merged labels, and the record by which it goes
 * on after an interruption. Imports {@code mix} for boxes only.
 */
@NullMarked
package io.cutmix.output;

import org.jspecify.annotations.NullMarked;
