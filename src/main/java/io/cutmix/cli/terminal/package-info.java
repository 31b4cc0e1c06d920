/** What is drawn on a terminal: progress in one line, images, and text in its columns. */
@NullMarked
package io.cutmix.cli.terminal;

import org.jspecify.annotations.NullMarked;
