package io.cutmix.job;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A sample that could not become an image, or did though its file is damaged.
 *
 * @param source its path, relative to the images folder
 * @param copy the copy in which it is missing, from 0
 * @param file the file number that stays a gap
 * @param reason what was wrong with it, and what to do
 * @param used whether all of its pixels are there
 */
public record Failure(
    String source,
    int copy,
    long file,
    String reason,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean used) {

  /** The same of a sample that is used. */
  public Failure ofUsed() {
    return new Failure(source, copy, file, reason, true);
  }
}
