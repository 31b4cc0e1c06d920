package io.cutmix.verify;

/**
 * An image to be checked.
 *
 * @param name of the image, in what is told of it
 * @param number of its file
 * @param source number of its base in the data set
 * @param partner number of the sample that filled its box
 */
record Item(Row row, String name, long number, int source, int partner) {}
