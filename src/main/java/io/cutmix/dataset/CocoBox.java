package io.cutmix.dataset;

/**
 * A box around an object, in pixels and parts of them.
 *
 * @param category id of what it is
 * @param crowd 1 for several objects in one box, else 0
 * @param x1 left
 * @param y1 top
 * @param x2 right
 * @param y2 bottom
 */
public record CocoBox(long category, int crowd, double x1, double y1, double x2, double y2) {}
