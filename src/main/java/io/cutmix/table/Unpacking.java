package io.cutmix.table;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How the pages of a column are packed. */
@FunctionalInterface
interface Unpacking {
  /**
   * The content of a page, {@code size} bytes.
   *
   * @throws RuntimeException if it isn't
   */
  byte[] unpack(byte[] packed, int size);

  /** For what a file says of a column; throws {@link ProblemException} if it isn't supported. */
  static Unpacking of(CompressionCodecName codec) throws ProblemException {
    return switch (codec) {
      case UNCOMPRESSED -> (packed, size) -> packed;
      case GZIP -> Unpacking::gunzip;
      case SNAPPY -> by(new SnappyDecompressor());
      case ZSTD -> by(new ZstdDecompressor());
      case LZ4_RAW -> by(new Lz4Decompressor());
      case LZO, BROTLI, LZ4 ->
          throw new ProblemException(
              Problem.of("is packed with %s, which is not supported", codec)
                  .remedy("write it again with zstd, snappy, gzip or none"));
    };
  }

  private static byte[] gunzip(byte[] packed, int size) {
    try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return whole(content.readNBytes(size), size);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Unpacking by(Decompressor codec) {
    return (packed, size) -> {
      byte[] content = new byte[size];
      int count = codec.decompress(packed, 0, packed.length, content, 0, size);
      return whole(count == size ? content : Arrays.copyOf(content, count), size);
    };
  }

  private static byte[] whole(byte[] content, int size) {
    if (content.length != size) {
      throw new IllegalArgumentException(
          "a page of %d bytes has %d".formatted(size, content.length));
    }
    return content;
  }
}
