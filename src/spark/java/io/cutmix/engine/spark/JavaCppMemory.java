package io.cutmix.engine.spark;

/** JavaCPP's own limits of memory, which count the heap of the executor too. */
final class JavaCppMemory {
  private JavaCppMemory() {}

  /** Switches them off; to be called before the first native library is loaded. */
  static void leaveToSpark() {
    for (String limit : new String[] {"maxbytes", "maxphysicalbytes"}) {
      String property = "org.bytedeco.javacpp." + limit;
      System.setProperty(property, System.getProperty(property, "0"));
    }
  }
}
