/**
 * Files of rows as other tools write and read them too: Parquet, whatever it holds and however it
 * is packed, NumPy arrays, and shards of MosaicML Streaming. Read here for those who take them as
 * input and for those who check or train with what was written. Imports {@code storage} and {@code
 * job} only.
 */
@NullMarked
package io.cutmix.table;

import org.jspecify.annotations.NullMarked;
