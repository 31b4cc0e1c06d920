package io.cutmix.dataset.tar;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.image.BadImages;
import io.cutmix.storage.Strides;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with a reader that has no limits. */
class TarEntriesTest {
  private static final int CHANGES = 300;

  private record Found(String name, long offset, long size, boolean file) {
    static Found of(TarArchiveEntry entry) {
      return new Found(entry.getName(), entry.getDataOffset(), entry.getSize(), entry.isFile());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ustar", "gnu", "pax"})
  void entries_are_those_of_a_reader_without_limits(String name) throws IOException {
    byte[] tar = resource(name);

    assertThat(entries(tar)).isPresent().isEqualTo(unlimited(tar));

    int compared = 0;
    for (int number = 0; number < CHANGES; number++) {
      byte[] broken = BadImages.broken(tar, number);
      Optional<List<Found>> entries = entries(broken);
      Optional<List<Found>> unlimited = unlimited(broken);
      if (entries.isPresent() && unlimited.isPresent()) {
        assertThat(entries).as("change %d", number).isEqualTo(unlimited);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(CHANGES / 10);
  }

  /** None if it is no tar file. */
  private static Optional<List<Found>> entries(byte[] tar) {
    List<Found> found = new ArrayList<>();
    TarEntries entries =
        new TarEntries(new Strides(new SeekableInMemoryByteChannel(tar), tar.length, () -> 0));
    try {
      for (TarArchiveEntry entry = entries.next(); entry != null; entry = entries.next()) {
        found.add(Found.of(entry));
      }
      return Optional.of(found);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<Found>> unlimited(byte[] tar) {
    try (TarFile file =
        new TarFile(new SeekableInMemoryByteChannel(tar), 10_240, 512, "UTF-8", false)) {
      return Optional.of(file.getEntries().stream().map(Found::of).toList());
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            TarEntriesTest.class.getResourceAsStream("/io/cutmix/fuzz/tar/" + name + ".tar"))) {
      return stream.readAllBytes();
    }
  }
}
