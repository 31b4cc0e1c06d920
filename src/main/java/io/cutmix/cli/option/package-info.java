/**
 * Options as picocli fills them, and the records that come of them. A new option is a field here, a
 * component of the same name in a record of room {@code job}, and its text in {@code
 * help.properties}.
 */
@NullMarked
package io.cutmix.cli.option;

import org.jspecify.annotations.NullMarked;
