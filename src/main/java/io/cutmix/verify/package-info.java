/**
 * Verifies a finished run: computes its rows and images again from the data set and from what
 * {@code run.json} says, by plain loops, and reports where the folder differs. So that no mistake
 * of the writer is made twice, it imports {@code plan} for who was mixed with whom, {@code
 * finished} to read the folder, {@code dataset} to read labels, {@code storage} to read files ahead
 * and {@code image} to decode and encode, and nothing that writes.
 */
@NullMarked
package io.cutmix.verify;

import org.jspecify.annotations.NullMarked;
