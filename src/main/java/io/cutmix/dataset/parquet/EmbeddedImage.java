package io.cutmix.dataset.parquet;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An image in a row of a Parquet file.
 *
 * @param bytes null if the row has none
 * @param offset where in the file they lie as they are; negative if they are packed there
 */
public record EmbeddedImage(@Nullable ByteBuffer bytes, long offset) {}
