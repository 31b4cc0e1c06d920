package io.cutmix.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.JsonReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the labels of a shard's samples from the members beside the pictures. */
final class ShardLabels {
  private static final int LARGEST = 1 << 20;

  private final LabelRules rules;

  ShardLabels(LabelRules rules) {
    this.rules = rules;
  }

  /** Whether a member with that extension may hold a label. */
  static boolean isLabel(String extension) {
    return List.of("cls", "json", "txt").contains(extension);
  }

  /** The member that holds the label, of those of one sample by their extensions. */
  Optional<ShardMember> chosen(Map<String, ShardMember> members) {
    boolean fieldMeant = rules.column().isPresent() || !rules.columns().isEmpty();
    return (fieldMeant ? Stream.of("json") : Stream.of("cls", "json", "txt"))
        .filter(members::containsKey)
        .findFirst()
        .map(members::get);
  }

  /**
   * What the member says, or null if that is a problem.
   *
   * @param name of the member, with its shard
   */
  @Nullable LabelValue read(
      ShardMember member, SeekableByteChannel shard, String name, Problems.Place place)
      throws IOException {
    if (member.size() > LARGEST) {
      place.problem(() -> "%d bytes are no label; correct it".formatted(member.size()));
      return null;
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(member.read(shard)))
              .toString();
      return member.name().endsWith(".json")
          ? ofJson(JsonText.value(text), name, place)
          : new LabelValue.Name(text);
    } catch (CharacterCodingException e) {
      place.problem(() -> "the text is not UTF-8; save the file as UTF-8");
    } catch (JsonProcessingException e) {
      place.problem(() -> "unreadable JSON: %s; correct it".formatted(JsonReason.of(e)));
    }
    return null;
  }

  private @Nullable LabelValue ofJson(JsonNode value, String name, Problems.Place place)
      throws DatasetException {
    return value instanceof ObjectNode row
        ? JsonFields.ofLabels(name, rules, row).label(row, place)
        : JsonLabel.of(value, "label", rules.severalClasses(), place);
  }
}
