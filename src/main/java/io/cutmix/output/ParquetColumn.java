package io.cutmix.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** What is in a column: as Parquet and as Hugging Face's datasets describe it. */
// Optional throughout, as their own files are, though no value is ever missing.
sealed interface ParquetColumn {

  Type type(String name);

  /** The feature of datasets. */
  ObjectNode feature();

  void write(JsonNode value, RecordConsumer record);

  private static ObjectNode featureOf(String type) {
    return JsonNodeFactory.instance.objectNode().put("_type", type);
  }

  private static void writeField(
      String name, int index, ParquetColumn column, JsonNode value, RecordConsumer record) {
    record.startField(name, index);
    column.write(value, record);
    record.endField(name, index);
  }

  /** One value. */
  enum Plain implements ParquetColumn {
    TEXT(PrimitiveTypeName.BINARY, "string"),
    BYTES(PrimitiveTypeName.BINARY, "binary"),
    INTEGER(PrimitiveTypeName.INT32, "int32"),
    NUMBER(PrimitiveTypeName.DOUBLE, "float64");

    private final PrimitiveTypeName primitive;
    private final String dtype;

    Plain(PrimitiveTypeName primitive, String dtype) {
      this.primitive = primitive;
      this.dtype = dtype;
    }

    @Override
    public Type type(String name) {
      var type = Types.optional(primitive);
      return (this == TEXT ? type.as(LogicalTypeAnnotation.stringType()) : type).named(name);
    }

    @Override
    public ObjectNode feature() {
      return featureOf("Value").put("dtype", dtype);
    }

    @Override
    public void write(JsonNode value, RecordConsumer record) {
      switch (this) {
        case TEXT -> record.addBinary(Binary.fromString(value.textValue()));
        case BYTES -> record.addBinary(Binary.fromConstantByteArray(bytes(value)));
        case INTEGER -> record.addInteger(value.intValue());
        case NUMBER -> record.addDouble(value.doubleValue());
      }
    }

    private static byte[] bytes(JsonNode value) {
      try {
        return value.binaryValue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The number of a class, in 64 bits as datasets has it. */
  record ClassId(List<String> names) implements ParquetColumn {
    @Override
    public Type type(String name) {
      return Types.optional(PrimitiveTypeName.INT64).named(name);
    }

    @Override
    public ObjectNode feature() {
      ObjectNode feature = featureOf("ClassLabel");
      names.forEach(feature.putArray("names")::add);
      return feature;
    }

    @Override
    public void write(JsonNode value, RecordConsumer record) {
      record.addLong(value.longValue());
    }
  }

  /** Any number of values. */
  record ListOf(ParquetColumn element) implements ParquetColumn {
    private static final String LIST = "list";
    private static final String ELEMENT = "element";

    @Override
    public Type type(String name) {
      return Types.optionalList().element(element.type(ELEMENT)).named(name);
    }

    /** Under the name that old and new versions of datasets know. */
    @Override
    public ObjectNode feature() {
      return featureOf("Sequence").set("feature", element.feature());
    }

    @Override
    public void write(JsonNode values, RecordConsumer record) {
      record.startGroup();
      if (!values.isEmpty()) {
        record.startField(LIST, 0);
        for (JsonNode value : values) {
          record.startGroup();
          writeField(ELEMENT, 0, element, value, record);
          record.endGroup();
        }
        record.endField(LIST, 0);
      }
      record.endGroup();
    }
  }

  /** An encoded image and its name. */
  record Image() implements ParquetColumn {
    static final String BYTES = "bytes";
    static final String PATH = "path";

    @Override
    public Type type(String name) {
      return Types.optionalGroup()
          .addField(Plain.BYTES.type(BYTES))
          .addField(Plain.TEXT.type(PATH))
          .named(name);
    }

    @Override
    public ObjectNode feature() {
      return featureOf("Image");
    }

    @Override
    public void write(JsonNode image, RecordConsumer record) {
      record.startGroup();
      writeField(BYTES, 0, Plain.BYTES, image.path(BYTES), record);
      writeField(PATH, 1, Plain.TEXT, image.path(PATH), record);
      record.endGroup();
    }
  }
}
