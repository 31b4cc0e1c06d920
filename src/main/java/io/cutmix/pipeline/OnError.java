package io.cutmix.pipeline;

/** What happens when a sample can't be read. */
public enum OnError {
  /** The run ends and names it. */
  FAIL,
  /** It leaves a gap, is named in the record, and the run goes on. */
  SKIP
}
