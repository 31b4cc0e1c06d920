package io.cutmix.dataset.tar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.JsonText;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.Problems.Skipped;
import io.cutmix.dataset.TextFile;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.dataset.labelfile.JsonFields;
import io.cutmix.dataset.labelfile.JsonLabel;
import io.cutmix.dataset.tar.ShardMembers.ShardMember;
import io.cutmix.job.JsonReason;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the labels of the samples of shards from members beside the images. Not thread-safe. */
final class ShardLabels {
  private static final int LARGEST = 1 << 20;

  private final LabelRules rules;
  private final Skipped elsewhere =
      new Skipped(
          "label is in another kind of member or field than the first sample's",
          "labels are in other kinds of members or fields than the first sample's");

  private @Nullable String first;

  ShardLabels(LabelRules rules) {
    this.rules = rules;
  }

  /** Warns of labels that may be of something else. */
  Optional<Problem> warning() {
    return elsewhere.warning();
  }

  private void found(String kind, Problems.At at) {
    if (first == null) {
      first = kind;
    } else if (!first.equalsIgnoreCase(kind)) {
      elsewhere.add(at.place().toString());
    }
  }

  /** Whether a member may hold a label that can be read. */
  static boolean isLabel(String name, int size) {
    return size <= LARGEST && isLabel(name);
  }

  /** Whether a member of that name may hold a label. */
  static boolean isLabel(String name) {
    return List.of("cls", "json", "txt").contains(extension(name));
  }

  static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The member that holds the label, of those of one sample by their extensions. */
  Optional<ShardMember> chosen(Map<String, ShardMember> members) {
    boolean fieldMeant = rules.column().isPresent() || !rules.columns().isEmpty();
    return (fieldMeant ? Stream.of("json") : Stream.of("cls", "json", "txt"))
        .filter(members::containsKey)
        .findFirst()
        .map(members::get);
  }

  /** What the member says, or null if that is a problem. */
  @Nullable LabelValue read(ShardMember member, Problems.At at) throws IOException {
    if (member.size() > LARGEST) {
      at.add(() -> Problem.of("%d bytes are no label", member.size()).remedy("correct it"));
      return null;
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(member.content())).toString();
      String label = text.startsWith("\uFEFF") ? text.substring(1) : text;
      String extension = extension(member.name());
      if (extension.equals("json")) {
        return ofJson(JsonText.value(label), at);
      }
      found("." + extension, at);
      if (label.strip().chars().noneMatch(Character::isISOControl)) {
        return new LabelValue.Name(label);
      }
      at.add(() -> Problem.of("is no single line of text").remedy("write one class"));
    } catch (CharacterCodingException e) {
      at.add(() -> TextFile.NOT_UTF_8);
    } catch (JsonProcessingException e) {
      at.add(() -> Problem.of("unreadable JSON: " + JsonReason.of(e)).remedy("correct it"));
    }
    return null;
  }

  private @Nullable LabelValue ofJson(JsonNode value, Problems.At at) throws ProblemException {
    if (value instanceof ObjectNode row) {
      JsonFields fields = JsonFields.ofLabels(at.place(), rules, row);
      found(fields.labels().get(0), at);
      return fields.label(row, at);
    }
    found(".json", at);
    return JsonLabel.of(value, "label", rules.severalClasses(), at);
  }
}
