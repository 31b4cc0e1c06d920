package io.cutmix.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Turns label rows into rows of Parquet: a column for each field. */
final class ParquetRows extends WriteSupport<JsonNode> {
  static final String IMAGE = "image";
  static final String BYTES = "bytes";
  static final String PATH = "path";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ELEMENT = "element";

  private final List<Column> columns;
  private final MessageType schema;
  private final ArrayNode classes = JSON.arrayNode();
  private @Nullable RecordConsumer record;

  ParquetRows(OutputSpec output, List<String> classes) {
    classes.forEach(this.classes::add);
    this.columns = columns(output);
    this.schema = new MessageType("row", columns.stream().map(Column::type).toList());
  }

  /** What is in a column: as Parquet and as Hugging Face's datasets describe it. */
  // Optional throughout, as their own files are, though no value is ever missing.
  private record Column(Type type, ObjectNode feature) {
    static Column text(String name) {
      return value(
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name),
          "string");
    }

    static Column whole(String name) {
      return value(Types.optional(PrimitiveTypeName.INT32).named(name), "int32");
    }

    static Column number(String name) {
      return value(Types.optional(PrimitiveTypeName.DOUBLE).named(name), "float64");
    }

    private static Column value(Type type, String dtype) {
      return new Column(type, featureOf("Value").put("dtype", dtype));
    }

    /** The number of a class, in 64 bits as datasets has it. */
    static Column classId(String name, ArrayNode names) {
      Type type = Types.optional(PrimitiveTypeName.INT64).named(name);
      return new Column(type, featureOf("ClassLabel").set("names", names));
    }

    /** An encoded image and its name. */
    static Column image() {
      Type bytes = Types.optional(PrimitiveTypeName.BINARY).named(BYTES);
      Type type = Types.optionalGroup().addFields(bytes, text(PATH).type).named(IMAGE);
      return new Column(type, featureOf("Image"));
    }

    /** Any number of these, under the name that old and new versions of datasets know. */
    Column listed(String name) {
      return new Column(
          Types.optionalList().element(type).named(name),
          featureOf("Sequence").set("feature", feature));
    }

    private static ObjectNode featureOf(String type) {
      return JSON.objectNode().put("_type", type);
    }
  }

  private List<Column> columns(OutputSpec output) {
    List<Column> columns = new ArrayList<>();
    if (output.embedImages()) {
      columns.add(Column.image());
    }
    columns.add(Column.text(LabelRow.FILE_NAME));
    Column number = Column.number(ELEMENT);
    if (output.labelEncoding() == LabelEncoding.SPARSE) {
      columns.add(Column.classId(ELEMENT, classes).listed(LabelRow.LABEL_IDS));
      columns.add(number.listed(LabelRow.LABEL_WEIGHTS));
    } else {
      columns.add(number.listed(LabelRow.SOFT_LABEL));
    }
    columns.add(Column.number("lam"));
    columns.add(Column.whole(ELEMENT).listed("bbox"));
    columns.add(Column.text("source"));
    columns.add(Column.text("partner"));
    columns.add(Column.whole("copy"));
    columns.add(Column.whole("batch"));
    return columns;
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    // Where datasets looks for what the columns mean.
    ObjectNode json = JSON.objectNode();
    ObjectNode features = json.putObject("info").putObject("features");
    columns.forEach(column -> features.set(column.type.getName(), column.feature));
    // Java draws the order of Map.of anew in each process, and the file would have it.
    Map<String, String> metadata =
        new TreeMap<>(Map.of("classes", classes.toString(), "huggingface", json.toString()));
    return new WriteContext(schema, metadata);
  }

  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("written without Hadoop");
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    this.record = consumer;
  }

  @Override
  public void write(JsonNode row) {
    RecordConsumer to = requireNonNull(record);
    to.startMessage();
    writeFields(schema, row, to);
    to.endMessage();
  }

  private static void writeFields(GroupType type, JsonNode values, RecordConsumer to) {
    for (int index = 0; index < type.getFieldCount(); index++) {
      Type field = type.getType(index);
      to.startField(field.getName(), index);
      write(field, values.required(field.getName()), to);
      to.endField(field.getName(), index);
    }
  }

  private static void write(Type type, JsonNode value, RecordConsumer to) {
    if (type.isPrimitive()) {
      switch (type.asPrimitiveType().getPrimitiveTypeName()) {
        case INT32 -> to.addInteger(value.intValue());
        case INT64 -> to.addLong(value.longValue());
        case DOUBLE -> to.addDouble(value.doubleValue());
        default ->
            to.addBinary(
                value instanceof BinaryNode bytes
                    ? Binary.fromConstantByteArray(bytes.binaryValue())
                    : Binary.fromString(value.textValue()));
      }
      return;
    }
    to.startGroup();
    if (!value.isArray()) {
      writeFields(type.asGroupType(), value, to);
    } else if (!value.isEmpty()) {
      writeElements(type.asGroupType().getType(0), value, to);
    }
    to.endGroup();
  }

  private static void writeElements(Type list, JsonNode values, RecordConsumer to) {
    to.startField(list.getName(), 0);
    for (JsonNode value : values) {
      to.startGroup();
      writeFields(list.asGroupType(), JSON.objectNode().set(ELEMENT, value), to);
      to.endGroup();
    }
    to.endField(list.getName(), 0);
  }
}
