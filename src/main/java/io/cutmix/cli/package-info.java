/** The command line: options in, exit code out. */
@NullMarked
package io.cutmix.cli;

import org.jspecify.annotations.NullMarked;
