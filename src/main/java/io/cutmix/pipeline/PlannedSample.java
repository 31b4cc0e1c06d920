package io.cutmix.pipeline;

import io.cutmix.output.LabelRow;

/**
 * One image that a run would write.
 *
 * @param row its label row
 * @param baseLabel the label of its base picture, before mixing
 * @param partnerLabel that of its partner
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record PlannedSample(
    LabelRow row, double[] baseLabel, double[] partnerLabel, MixedPair pair) {}
