/**
 * Reads images that lie in one folder a class, and lists what lies in a folder. Seen by {@code
 * dataset} alone.
 */
@NullMarked
package io.cutmix.dataset.folder;

import org.jspecify.annotations.NullMarked;
