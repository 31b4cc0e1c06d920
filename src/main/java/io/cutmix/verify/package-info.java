/**
 * Proves a finished run: computes its rows and images anew from the data set and from what {@code
 * run.json} says, by plain loops, and tells where the folder differs. Knows the rules of a plan but
 * not the plan. So that no mistake of the writer is made twice, it imports {@code dataset} to read
 * labels and {@code image} to decode and encode, and nothing else.
 */
@NullMarked
package io.cutmix.verify;

import org.jspecify.annotations.NullMarked;
