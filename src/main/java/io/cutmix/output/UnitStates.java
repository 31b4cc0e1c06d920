package io.cutmix.output;

import java.io.IOException;

/** Tells whether the input of a unit was modified between two runs. */
@FunctionalInterface
public interface UnitStates {
  /** A short text that differs if a file was modified that the unit is made of. */
  String of(long unit) throws IOException;
}
