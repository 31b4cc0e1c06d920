/**
 * Detection boxes in COCO's JSON: read, moved with the pixels of mixed images, and written. Imports
 * {@code dataset} for reading texts and {@code image} for what resizing does to a box.
 */
@NullMarked
package io.cutmix.detection;

import org.jspecify.annotations.NullMarked;
