/**
 * Where files are: on this machine, or behind URIs such as {@code hdfs://} and {@code s3a://}. Both
 * are read, listed and deleted through {@link java.nio.file.Files}, so that no other room knows
 * which it is; what they do differently (finding a path, making a file appear at once, locks) is
 * here. Imports no other room.
 */
@NullMarked
package io.cutmix.storage;

import org.jspecify.annotations.NullMarked;
