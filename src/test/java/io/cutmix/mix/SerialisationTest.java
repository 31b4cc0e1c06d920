package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy that went over a wire draws what the original draws. */
class SerialisationTest {

  static Stream<CutMix> configurations() {
    return Stream.of(
            CutMix.builder(3),
            CutMix.builder(3).alpha(0.3).uniformSampling(true),
            CutMix.builder(3).minBox(0.2).maxBox(0.4),
            CutMix.builder(3).boxScope(BoxScope.PAIR),
            CutMix.builder(3).length(0.4).boxScope(BoxScope.SAMPLE),
            CutMix.builder(3).bbox(new Box(1, 2, 3, 4)).pairing(Pairing.PERMUTATION),
            CutMix.builder(3).indices(3, 2, 1, 0))
        .map(CutMix.Builder::build);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void copy_draws_the_same_recipes(CutMix original) throws Exception {
    CutMix copy = copy(original);

    for (int batch = 0; batch < 20; batch++) {
      assertThat(copy.draw(RandomStream.forBatch(0, 0, batch), 4, 20, 30))
          .isEqualTo(original.draw(RandomStream.forBatch(0, 0, batch), 4, 20, 30));
    }
  }

  static <T> T copy(T original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      @SuppressWarnings("unchecked")
      T copy = (T) in.readObject();
      return copy;
    }
  }
}
