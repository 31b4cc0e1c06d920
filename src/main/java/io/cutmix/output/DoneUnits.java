package io.cutmix.output;

import java.util.BitSet;

/**
 * The units that need no more work.
 *
 * @param units those whose images are all there, from this process or an earlier one
 * @param modified how many were done, but are to be done anew because their input was modified
 */
public record DoneUnits(BitSet units, int modified) {}
