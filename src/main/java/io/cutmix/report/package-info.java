/**
 * What people see of a run when it is done: {@code report.html}, and {@code run.json} for later.
 */
@NullMarked
package io.cutmix.report;

import org.jspecify.annotations.NullMarked;
