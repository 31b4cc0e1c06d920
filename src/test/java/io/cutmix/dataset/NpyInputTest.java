package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.job.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of NumPy that aren't those of images. */
class NpyInputTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"(5,)", "()", "(2, 3, 4)", "(99999999999, 3, 2, 2)", "(1,, 3, 2, 2)"})
  void an_array_of_another_shape_is_refused_with_its_header(String shape) throws IOException {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': %s, }\n".formatted(shape);
    String text = "\u0093NUMPY\u0001\u0000" + (char) header.length() + "\u0000" + header;
    Path file = temp.resolve("images-0.npy");
    Files.writeString(file, text + "12345", StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                new ShardSource(List.of(file), Optional.empty(), LabelRules.of(ClassList.found()))
                    .read(LabeledFiles.IS_IMAGE))
        .withMessageContaining("images-0.npy: an array of another kind: {'descr': '|u1'")
        .withMessageContaining(shape);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void labels_that_are_no_numbers_are_refused(double value) throws IOException {
    Path file = temp.resolve("images-0.npy");
    write(file, "|u1", "(2, 3, 2, 2)", new byte[24]);
    ByteBuffer labels = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    labels.putDouble(1).putDouble(0).putDouble(value).putDouble(1);
    write(temp.resolve("labels-0.npy"), "<f8", "(2, 2)", labels.array());

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                new ShardSource(List.of(file), Optional.empty(), LabelRules.of(ClassList.found()))
                    .read(LabeledFiles.IS_IMAGE))
        .withMessageContaining(value + " in the label is no finite number");
  }

  private static void write(Path file, String type, String shape, byte[] values)
      throws IOException {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    String text =
        "\u0093NUMPY\u0001\u0000%c\u0000%s\n"
            .formatted(padded, header + " ".repeat(padded - 1 - header.length()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(values);
    Files.write(file, bytes.toByteArray());
  }
}
