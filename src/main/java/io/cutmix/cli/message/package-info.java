/**
 * What a command says, to people and to machines: results, notes, progress, failures, help, exit
 * codes.
 */
@NullMarked
package io.cutmix.cli.message;

import org.jspecify.annotations.NullMarked;
