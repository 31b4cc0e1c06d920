package io.cutmix.verify;

import io.cutmix.finished.FinishedRow;

/**
 * An image to be checked.
 *
 * @param name of the image, in differences
 * @param number of its file
 * @param source number of its base in the data set
 * @param partner number of the sample that filled its box
 */
record Item(FinishedRow row, String name, long number, int source, int partner) {}
