package io.cutmix.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** What can go wrong with the folder of a run. Each says which file is wrong then. */
public enum Tampering {
  FLIPPED_PIXEL {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      byte[] image = run.image(row);
      if (run.isArray()) {
        image[7] ^= 1;
      } else {
        String name = run.fileName(row);
        image = flipped(image, name.substring(name.lastIndexOf('.') + 1));
      }
      run.setImage(row, image);
      return run.fileName(row);
    }

    private byte[] flipped(byte[] image, String extension) throws IOException {
      BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(image));
      int value = pixels.getRaster().getSample(2, 1, 0);
      pixels.getRaster().setSample(2, 1, 0, value > 100 ? value - 80 : value + 80);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(pixels, extension, bytes)) {
        throw new IOException("no writer for " + extension);
      }
      return bytes.toByteArray();
    }
  },

  WRONG_LABEL {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      run.changeRow(
          row,
          json -> {
            ArrayNode numbers = WrittenRun.numbers(json);
            numbers.set(0, numbers.numberNode(numbers.get(0).asDouble() + 0.001));
          });
      return run.fileName(row);
    }
  },

  WRONG_LAMBDA {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      run.changeRow(row, json -> json.put("lam", json.get("lam").asDouble() + 0.001));
      return run.fileName(row);
    }
  },

  WRONG_BOX {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      run.changeRow(row, json -> ((ArrayNode) json.get("bbox")).set(2, 10_000));
      return run.fileName(row);
    }
  },

  SWAPPED_PAIR {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      run.changeRow(
          row,
          json -> {
            JsonNode source = json.get("source");
            json.set("source", json.get("partner"));
            json.set("partner", source);
          });
      return run.fileName(row);
    }
  },

  MISSING_ROW {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      run.changeRows(rows -> rows.remove(row));
      // The rows of an array have no numbers, so each behind the missing one is another's.
      return run.isArray() ? "labels-00000.npy" : run.labels();
    }
  },

  DOUBLED_ROW {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      String name = run.fileName(row);
      run.changeRows(rows -> rows.add(row, rows.get(row).deepCopy()));
      return name;
    }
  },

  MISSING_FILE {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      String name = run.fileName(row);
      if (name.contains(".tar/") || name.contains(".mds/")) {
        run.changeMembers(row, members -> members.remove(run.member(row)));
      } else {
        Files.delete(run.out().resolve(name));
      }
      return name;
    }
  },

  MISSING_LABELS {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      String name = run.labels();
      Files.delete(run.out().resolve(name));
      return name;
    }
  },

  RENAMED_CLASS {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      Path record = run.out().resolve("run.json");
      String json = Files.readString(record);
      int classes = json.indexOf("\"classes\"");
      int name = json.indexOf('"', json.indexOf('[', classes)) + 1;
      Files.writeString(record, json.substring(0, name) + "x" + json.substring(name));
      return "run.json";
    }
  },

  EXTRA_FILE {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      String name = run.fileName(0);
      if (name.contains(".tar/") || name.contains(".mds/")) {
        run.changeMembers(0, members -> members.put("000999999.png", new byte[9]));
        return name.contains(".mds/") ? name.replaceFirst("/.*", "") : "000999999.png";
      }
      String other = name.replaceFirst("\\d(\\.[a-z]+)$", "9999$1");
      Files.copy(run.out().resolve(name), run.out().resolve(other));
      return other;
    }
  },

  FOREIGN_FILE {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      Files.writeString(run.out().resolve("notes.txt"), "mine");
      return "notes.txt";
    }
  },

  SWAPPED_FILES {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      byte[] one = run.image(row);
      run.setImage(row, run.image(row - 1));
      run.setImage(row - 1, one);
      return run.fileName(row);
    }
  },

  TRUNCATED_PICTURE {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      byte[] image = run.image(row);
      byte[] half = Arrays.copyOf(image, image.length / 2);
      if (run.isArray()) {
        Path array = run.out().resolve(run.fileName(row));
        byte[] bytes = Files.readAllBytes(array);
        Files.write(array, Arrays.copyOf(bytes, bytes.length - 1));
      } else {
        run.setImage(row, half);
      }
      return run.fileName(row);
    }
  },

  OTHER_SEED {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      run.replaceOptions("\"seed\"\\s*:\\s*0", "\"seed\":1");
      return ""; // any row
    }
  },

  FRACTIONAL_BOX {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      run.changeRow(
          row,
          json -> ((ArrayNode) json.get("bbox")).set(2, json.get("bbox").get(2).asInt() + 0.5));
      return run.labels();
    }
  },

  DOUBLE_KEY {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      Path file = run.out().resolve(run.labels());
      String text = Files.readString(file).replaceFirst("\"lam\"\\s*:", "\"lam\":0.5,\"lam\":");
      Files.writeString(file, text);
      return run.labels();
    }
  },

  LINKED_FILE {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      String name = run.fileName(run.mixedRow()).replaceFirst("(\\.tar|\\.mds)/.*", "$1");
      Path hidden = run.out().resolve(".moved");
      Files.move(run.out().resolve(name), hidden);
      Files.createSymbolicLink(run.out().resolve(name), hidden.toAbsolutePath());
      return name;
    }
  },

  BYTES_BEHIND_THE_END {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      String name = run.fileName(run.mixedRow()).replaceFirst("(\\.tar|\\.mds)/.*", "$1");
      Path file = run.out().resolve(name);
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, whole, StandardOpenOption.APPEND);
      return name;
    }
  },

  OTHER_ALPHA {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      run.replaceOptions("\"alpha\"\\s*:\\s*1.0", "\"alpha\":1.1");
      return "";
    }
  },

  MOVED_BOXES {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      run.changeRows(rows -> rows.forEach(Tampering::move));
      return run.fileName(run.mixedRow());
    }
  },

  EXCHANGED_SAMPLES {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      int row = run.mixedRow();
      String name = run.fileName(row - 1);
      run.changeRows(rows -> exchange((ObjectNode) rows.get(row), (ObjectNode) rows.get(row - 1)));
      return name;
    }
  },

  BROKEN_LABELS {
    @Override
    public String doTo(WrittenRun run) throws IOException {
      Path file = run.out().resolve(run.labels());
      String text = Files.readString(file);
      Files.writeString(file, text.substring(0, text.length() - 30));
      return run.labels();
    }
  };

  /** Those that only have to do with rows. */
  public static final List<Tampering> OF_ROWS =
      List.of(
          WRONG_LABEL,
          WRONG_LAMBDA,
          WRONG_BOX,
          OTHER_SEED,
          FRACTIONAL_BOX,
          DOUBLE_KEY,
          OTHER_ALPHA,
          MOVED_BOXES,
          EXCHANGED_SAMPLES,
          SWAPPED_PAIR,
          MISSING_ROW,
          DOUBLED_ROW,
          MISSING_LABELS,
          FOREIGN_FILE,
          BROKEN_LABELS);

  /** A box by a pixel to a side where there is room, so that all else in its row still fits. */
  private static void move(JsonNode row) {
    ArrayNode box = (ArrayNode) row.get("bbox");
    int by = box.get(0).asInt() > 0 ? -1 : 1;
    if (!row.get("source").equals(row.get("partner"))) {
      box.set(0, box.get(0).asInt() + by);
      box.set(2, box.get(2).asInt() + by);
    }
  }

  /** All but their names. */
  private static void exchange(ObjectNode one, ObjectNode other) {
    ObjectNode before = one.deepCopy();
    List<String> own = List.of("file_name", "copy", "batch");
    one.setAll((ObjectNode) other.deepCopy().without(own));
    other.setAll((ObjectNode) before.without(own));
  }

  /** Does it, and returns the name of the file that is wrong then. */
  public abstract String doTo(WrittenRun run) throws IOException;
}
