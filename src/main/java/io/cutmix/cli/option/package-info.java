/**
 * Options as picocli fills them, and the records that come of them. A new option is a component of
 * a record in room {@code job}, marked as {@link io.cutmix.job.Option}, and its text in {@code
 * help.properties}.
 */
@NullMarked
package io.cutmix.cli.option;

import org.jspecify.annotations.NullMarked;
