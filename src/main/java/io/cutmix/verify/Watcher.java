package io.cutmix.verify;

/** Follows how far a verification is. Thread-safe, as checks run in several threads. */
public interface Watcher {

  /**
   * A step begins, and the one before has ended.
   *
   * @param name in one word
   * @param unit what is checked, in the plural
   * @param total how many there are
   */
  void begins(String name, String unit, long total);

  /** So many more are checked. */
  void checked(long more);

  /** There is one more difference. */
  void differed();
}
