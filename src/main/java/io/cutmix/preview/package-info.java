/**
 * Images as people look at them, beside what they are made of: small, with boxes, labels and names,
 * on a sheet that is drawn without any font of the machine.
 */
@NullMarked
package io.cutmix.preview;

import org.jspecify.annotations.NullMarked;
