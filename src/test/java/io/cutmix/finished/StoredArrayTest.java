package io.cutmix.finished;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NumPy arrays, read a row at a time. */
class StoredArrayTest {
  @TempDir private Path out;

  private void write(String header, byte... data) throws IOException {
    byte[] text = (header + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    file.put((byte) 1).put((byte) 0).putShort((short) text.length).put(text).put(data);
    Files.write(out.resolve("a.npy"), file.array());
  }

  private static String header(String type, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }   ".formatted(type, shape);
  }

  private StoredArray open() throws IOException {
    return StoredArray.ofBytes(new FinishedFolder(out), "a.npy", 2);
  }

  @Test
  void each_row_has_its_bytes() throws IOException {
    write(header("|u1", "(2, 3)"), new byte[] {1, 2, 3, 4, 5, 6});

    StoredArray array = open();

    assertThat(array.rows()).isEqualTo(2);
    assertThat(array.rowShape()).containsExactly(3);
    assertThat(array.row(0)).containsExactly(1, 2, 3);
    assertThat(array.row(1)).containsExactly(4, 5, 6);
  }

  @Test
  void each_row_has_its_numbers() throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putDouble(0.1).putDouble(-2).putDouble(1e300).putDouble(0);
    write(header("<f8", "(2, 2)"), numbers.array());

    StoredArray array = StoredArray.ofDoubles(new FinishedFolder(out), "a.npy", 2);

    assertThat(array.numbers(0)).containsExactly(0.1, -2);
    assertThat(array.numbers(1)).containsExactly(1e300, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }         | header
          {'descr': '^u1', 'fortran_order': True, 'shape': (2, 3), }          | header
          {'descr': '^u1', 'fortran_order': False, 'shape': (2, x), }         | header
          {'descr': '^u1', 'fortran_order': False, 'shape': (2, 99999999999), } | header
          nothing                                                             | header
          {'descr': '^u1', 'fortran_order': False, 'shape': (2, 3, 1), }      | axes
          {'descr': '^u1', 'fortran_order': False, 'shape': (2, 4), }         | bytes
          {'descr': '^u1', 'fortran_order': False, 'shape': (2, 2), }         | bytes
          {'descr': '^u1', 'fortran_order': False, 'shape': (999999999, 999999999), } | bytes
          """)
  void what_is_no_such_array_is_named(String header, String what) throws IOException {
    write(header.replace('^', '|'), new byte[] {1, 2, 3, 4, 5, 6});

    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(this::open)
        .withMessageStartingWith("a.npy: " + what + ": expected ");
  }

  @Test
  void a_file_that_ends_early_is_named_at_once_or_when_it_is_read() throws IOException {
    write(header("|u1", "(2, 3)"), new byte[] {1, 2, 3, 4, 5, 6});
    StoredArray array = open();
    byte[] whole = Files.readAllBytes(out.resolve("a.npy"));
    for (int size : new int[] {0, 9, 10, 40, whole.length - 1}) {
      Files.write(out.resolve("a.npy"), Arrays.copyOf(whole, size));
      assertThatExceptionOfType(BrokenFile.class).as(size + " bytes").isThrownBy(this::open);
    }
    assertThatExceptionOfType(BrokenFile.class)
        .isThrownBy(() -> array.row(1))
        .withMessageContaining("a.npy: row 1: expected 3 bytes, found 2 bytes");
  }
}
