package io.cutmix.dataset.labelfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.JsonText;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.dataset.labelfile.JsonObjects.JsonRow;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.table.ParquetTable;
import io.cutmix.table.TableRows;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file as JSON would have them. Class ids whose names the file notes, as
 * Hugging Face does, are those names, and an image of which it has but the path is that path. Not
 * thread-safe.
 */
public final class ParquetObjects implements JsonReader.Objects {
  private final Path file;
  private final LabelRules rules;
  private final JsonFields fields;
  private final List<String> names;
  private final boolean areIds;
  private final TableRows<ObjectNode> rows;
  private int row;

  private ParquetObjects(Path file, ParquetTable table, JsonFields fields, List<String> columns)
      throws IOException {
    this.file = file;
    this.rules = fields.rules();
    this.fields = fields;
    List<String> read = new ArrayList<>(fields.labels());
    columns.stream().filter(fields.image()::equals).forEach(read::add);
    boolean areSparse =
        fields.labels().get(0).equals(JsonFields.IDS) && columns.contains(JsonFields.WEIGHTS);
    if (areSparse) {
      read.add(JsonFields.WEIGHTS);
    }
    List<String> noted = classes(table, fields.labels().get(0));
    // This tool notes the classes for all columns.
    this.names = noted.isEmpty() ? texts(noted(table, "classes")) : noted;
    this.areIds = !noted.isEmpty() && !areSparse;
    this.rows = table.rows(read);
  }

  /** The columns of paths and labels. */
  static ParquetObjects of(LabelFileSource source, SeekableByteChannel file) throws IOException {
    try {
      ParquetTable table = ParquetTable.open(file);
      ColumnNames columns = columns(source.labels(), table);
      boolean holdsImages = table.columns().stream().anyMatch(table::isImage);
      if (holdsImages && !columns.nameImages() && source.imageColumn().isEmpty()) {
        throw new ProblemException(
            Problem.of("holds images and no column of their paths")
                .remedy("give it to --images, without --labels")
                .at(columns.file()));
      }
      return new ParquetObjects(
          source.labels(), table, JsonFields.find(source, columns), columns.names());
    } catch (ProblemException e) {
      throw at(source.labels(), e);
    }
  }

  /** The columns of labels. */
  public static ParquetObjects ofLabels(Path file, ParquetTable table, LabelRules rules)
      throws IOException {
    ColumnNames columns = columns(file, table);
    return new ParquetObjects(file, table, JsonFields.ofLabels(columns, rules), columns.names());
  }

  private static ColumnNames columns(Path file, ParquetTable table) {
    List<String> names = table.columns().stream().filter(Predicate.not(table::isImage)).toList();
    Set<Integer> numbers =
        IntStream.range(0, names.size())
            .filter(i -> table.isNumber(names.get(i)))
            .boxed()
            .collect(Collectors.toSet());
    return new ColumnNames(Place.of(file), names, numbers);
  }

  /** The names of a column's class ids, as Hugging Face notes them; empty if there are none. */
  private static List<String> classes(ParquetTable table, String column) throws IOException {
    JsonNode feature = noted(table, "huggingface").path("info").path("features").path(column);
    while (feature.isArray() || feature.has("feature")) {
      feature = feature.isArray() ? feature.path(0) : feature.path("feature");
    }
    boolean areClasses = feature.path("_type").asText().equals("ClassLabel");
    return areClasses ? texts(feature.path("names")) : List.of();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
  }

  private static JsonNode noted(ParquetTable table, String key) throws IOException {
    try {
      return JsonText.value(table.notes().getOrDefault(key, ""));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance(); // another tool's
    }
  }

  private static ProblemException at(Path file, ProblemException e) {
    Problem problem = e.problems().get(0);
    return problem.place().equals(Place.NONE) ? new ProblemException(problem.at(file), e) : e;
  }

  /** The columns of labels. */
  public List<String> labels() {
    return fields.labels();
  }

  /** Which classes there may be. */
  public ClassList classList() throws ProblemException {
    return JsonReader.classes(rules, file, classes());
  }

  @Override
  public @Nullable List<String> classes() {
    return names.isEmpty() ? null : names;
  }

  @Override
  public JsonFields fields(LabelFileSource source, ObjectNode first) {
    return fields;
  }

  /** The label of the next row, or null if that is a problem. */
  public @Nullable LabelValue label(Problems.At at) throws IOException {
    ObjectNode next = next();
    return next == null ? null : fields.label(next, at);
  }

  @Override
  public @Nullable JsonRow next(Problems problems) throws IOException {
    try {
      ObjectNode next = next();
      row = Math.addExact(row, 1);
      return next == null ? null : new JsonRow(row, 0, next);
    } catch (ProblemException e) {
      throw at(file, e);
    }
  }

  private @Nullable ObjectNode next() throws IOException {
    ObjectNode next = rows.next();
    if (next != null && next.path(fields.image()) instanceof ObjectNode image) {
      next.set(fields.image(), image.path("path"));
    }
    if (next != null && areIds) {
      for (String field : fields.labels()) {
        next.set(field, named(next.path(field)));
      }
    }
    return next;
  }

  private JsonNode named(JsonNode id) {
    if (id instanceof ArrayNode ids) {
      ArrayNode list = ids.arrayNode();
      ids.forEach(element -> list.add(named(element)));
      return list;
    }
    return id.isIntegralNumber() && id.longValue() >= 0 && id.longValue() < names.size()
        ? TextNode.valueOf(names.get(id.intValue()))
        : id;
  }
}
