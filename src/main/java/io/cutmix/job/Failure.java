package io.cutmix.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A sample that could not become an image.
 *
 * @param source its path, relative to the images folder
 * @param copy the copy in which it is missing, from 0
 * @param file the file number that stays a gap
 * @param reason what was wrong with it, and what to do
 */
@JsonPropertyOrder({"source", "copy", "file", "reason"})
public record Failure(String source, int copy, long file, String reason) {}
