package io.cutmix.fuzz;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.CocoFile;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.ShardSource;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageIoCodec;
import io.cutmix.output.RecipeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A reader of files that come from elsewhere, to be given any bytes. */
enum FuzzTarget {
  CSV("labels.csv") {
    @Override
    void read(Path file) throws IOException {
      DatasetReader.read(labels(file), FileFormat::isPictureName);
    }
  },
  JSON("labels.json") {
    @Override
    void read(Path file) throws IOException {
      DatasetReader.read(labels(file), FileFormat::isPictureName);
    }
  },
  CLASSES("classes.txt") {
    @Override
    void read(Path file) throws IOException {
      ClassList.read(file);
    }
  },
  CLASS_MAP("map.json") {
    @Override
    void read(Path file) throws IOException {
      ClassList.map(file);
    }
  },
  COCO("coco.json") {
    @Override
    void read(Path file) throws IOException {
      CocoFile.read(file);
    }
  },
  TAR("shard.tar") {
    @Override
    void read(Path file) throws IOException {
      LabelRules rules =
          new LabelRules(Optional.empty(), List.of(), Optional.empty(), false, ClassList.found());
      ShardSource source = new ShardSource(List.of(file), rules);
      DatasetReader.read(source, FileFormat::isPictureName).read(0);
    }
  },
  RECIPES("recipes.jsonl") {
    @Override
    void read(Path file) throws IOException {
      RecipeFile recipes = RecipeFile.open(file, 0, Long.MAX_VALUE);
      for (long unit = 0; unit < recipes.units(); unit++) {
        recipes.read(unit);
      }
    }
  },
  HEADER("picture") {
    @Override
    void read(Path file) throws IOException {
      new ImageIoCodec().header(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
  };

  private static final Path FOLDER = folder();

  private final String file;

  FuzzTarget(String file) {
    this.file = file;
  }

  /** The folder of its inputs among the resources. */
  String resources() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a file that is there; a failure must be an {@link IOException} with a message. */
  abstract void read(Path file) throws IOException;

  /**
   * Reads these bytes.
   *
   * @throws RuntimeException or an error if that does not end in one of the ways that it may
   */
  final void tryOut(byte[] input) {
    try {
      Path written = Files.write(FOLDER.resolve(file), input);
      try {
        read(written);
      } catch (IOException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
          throw new AssertionError("a failure without a reason", e);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelFileSource labels(Path file) {
    return LabelFileSource.of(FOLDER.resolve("images"), file);
  }

  /** With the pictures that the inputs name, which are never opened. */
  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("cutmix-fuzz-");
      for (String name : List.of("a.png", "b.jpg")) {
        Files.write(Files.createDirectories(folder.resolve("images")).resolve(name), new byte[1]);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
