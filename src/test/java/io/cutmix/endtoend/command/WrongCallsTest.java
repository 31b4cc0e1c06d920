package io.cutmix.endtoend.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.Cutmix.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong call has its exit code and, to the letter, the text that says what to write. */
class WrongCallsTest {

  /**
   * {@code wrong-calls.txt} has for each call a line with {@code $} and the words, one with the
   * exit code, and then what stderr says.
   */
  static List<Arguments> calls() throws IOException {
    try (InputStream table = WrongCallsTest.class.getResourceAsStream("wrong-calls.txt")) {
      String text = new String(Objects.requireNonNull(table).readAllBytes(), UTF_8);
      return Stream.of(text.split("(?m)^\\$ ", -1))
          .skip(1)
          .map(call -> call.split("\n", 3))
          .map(parts -> arguments(parts[0], Integer.parseInt(parts[1]), parts[2].strip()))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_wrong_call_says_what_to_write_instead(String call, int exit, String err) {
    List<String> words = List.of(call.strip().split(" +", -1));

    Outcome outcome = Cutmix.run(words.subList(1, words.size()));

    assertThat(outcome.err().strip()).isEqualTo(err);
    assertThat(outcome.exit()).isEqualTo(exit);
    assertThat(outcome.out()).isEmpty();
  }
}
