package io.cutmix.engine.spark.files;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/** A stream that leaves no file behind if writing to it failed: closing alone would publish it. */
final class AbortedOutput extends OutputStream {
  private final FSDataOutputStream out;
  private final HadoopPath file;
  private boolean isBroken;

  AbortedOutput(FSDataOutputStream out, HadoopPath file) {
    this.out = out;
    this.file = file;
  }

  private interface Write {
    void run() throws IOException;
  }

  private void guarded(Write write) throws IOException {
    isBroken = true;
    write.run();
    isBroken = false;
  }

  @Override
  public void write(int b) throws IOException {
    guarded(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    guarded(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    guarded(out::flush);
  }

  @Override
  public void close() throws IOException {
    if (!isBroken) {
      out.close();
    } else if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
      out.abort();
      out.close();
    } else {
      try {
        out.close();
      } finally {
        file.files().hadoop().delete(file.toHadoop(), false);
      }
    }
  }
}
