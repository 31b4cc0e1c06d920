package io.cutmix.work;

import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's native library, which takes half a second to load. */
public final class Natives {
  private Natives() {}

  /** Loads it, unless that is done, and waits for it; to be called while there is other work. */
  public static void load() {
    // A thread's own class loader may not know this jar: spark-submit has one that does.
    ND4JClassLoading.setNd4jClassloaderFromClass(Natives.class);
    Nd4j.createUninitialized(DataType.UINT8, 1).close();
  }
}
