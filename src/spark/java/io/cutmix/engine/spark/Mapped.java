package io.cutmix.engine.spark;

import java.util.Iterator;
import java.util.function.Function;

/** What a function makes of each element, as it is asked for. */
record Mapped<T, R>(Iterator<T> elements, Function<T, R> function) implements Iterator<R> {

  @Override
  public boolean hasNext() {
    return elements.hasNext();
  }

  @Override
  public R next() {
    return function.apply(elements.next());
  }
}
