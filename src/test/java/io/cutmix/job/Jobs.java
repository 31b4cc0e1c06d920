package io.cutmix.job;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Jobs for tests. */
public final class Jobs {
  private Jobs() {}

  /** One of a sample with these options, whose JSON may have single quotes. */
  public static Job of(String options) {
    try {
      ObjectNode json = (ObjectNode) new JsonMapper().readTree(options.replace('\'', '"'));
      InputSpec source = InputSpec.given(Map.of("images", "images", "recipes", "recipes.jsonl"));
      return new Job("1", Options.of(json), new Job.Input(source, 1, "sha256:0", Optional.empty()));
    } catch (IOException e) {
      throw new IllegalArgumentException(options, e);
    }
  }
}
