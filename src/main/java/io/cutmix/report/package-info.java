/**
 * What people see of a run: progress while it goes on, numbers at its end, {@code run.json} for
 * later.
 */
@NullMarked
package io.cutmix.report;

import org.jspecify.annotations.NullMarked;
