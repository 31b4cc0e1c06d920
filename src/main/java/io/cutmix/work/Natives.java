package io.cutmix.work;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's native library, which takes half a second to load. */
public final class Natives {
  private static final String CACHE = "org.bytedeco.javacpp.cacheLibraries";

  private Natives() {}

  /**
   * Has the native libraries of all that JavaCPP loads taken from the folder {@code natives} beside
   * this jar or its folder, if there is one: for a distribution's jar that is started without the
   * launcher, which says where they are. To be called before anything native is loaded.
   */
  public static void findBesideJar() {
    URL location = Natives.class.getProtectionDomain().getCodeSource().getLocation();
    if (System.getProperty(CACHE) != null || !location.getProtocol().equals("file")) {
      return;
    }
    Path jar = new File(URI.create(location.toString())).toPath();
    Stream.of(jar.resolveSibling("natives"), jar.resolveSibling("../natives").normalize())
        .filter(Files::isDirectory)
        .findFirst()
        .ifPresent(
            natives -> {
              System.setProperty("java.library.path", natives.toString());
              System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
              System.setProperty(CACHE, "false");
              System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
              System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
            });
  }

  /** Loads it, unless that is done, and waits for it; to be called while there is other work. */
  public static void load() {
    // A thread's own class loader may not know this jar: spark-submit has one that does.
    ND4JClassLoading.setNd4jClassloaderFromClass(Natives.class);
    Nd4j.createUninitialized(DataType.UINT8, 1).close();
  }
}
