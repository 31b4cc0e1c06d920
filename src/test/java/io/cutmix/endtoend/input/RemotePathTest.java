package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run on one machine says to URIs. */
class RemotePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"hdfs://host:8020/out", "s3a://bucket/out", "gs://bucket", "abfss://c@a/o"})
  void a_uri_is_refused_with_the_way_to_reach_it(String uri) {
    Cutmix.Outcome outcome = Cutmix.run("augment", "--images", "samples/images", "--out", uri);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(uri).contains("submit cutmix-spark.jar with --engine spark");
  }
}
