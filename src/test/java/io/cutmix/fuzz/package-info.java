/** What the readers of files from elsewhere make of any bytes, and a fuzzer that looks for them. */
@NullMarked
package io.cutmix.fuzz;

import org.jspecify.annotations.NullMarked;
