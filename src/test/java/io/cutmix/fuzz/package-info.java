/**
 * What the readers of files from elsewhere make of any bytes, and a fuzzer that looks for them.
 *
 * <p>{@code mvn test -Plong -Dtest=FuzzedReadersTest -Dfuzz.seconds=3600} looks for an hour in each
 * {@link io.cutmix.fuzz.FuzzTarget}. A message of the test holds what it found; put such an input
 * into the folder of its target among the resources, where each run of the tests reads it.
 */
@NullMarked
package io.cutmix.fuzz;

import org.jspecify.annotations.NullMarked;
