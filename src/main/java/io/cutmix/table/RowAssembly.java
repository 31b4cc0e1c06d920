package io.cutmix.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Makes rows of columns: what JSON would say of them, in which what is null has no field. */
final class RowAssembly extends RecordMaterializer<ObjectNode> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Group row;
  private ObjectNode current = JSON.objectNode();

  RowAssembly(MessageType columns) {
    this.row = new Group(columns, value -> current = (ObjectNode) value);
  }

  @Override
  public ObjectNode getCurrentRecord() {
    return current;
  }

  @Override
  public GroupConverter getRootConverter() {
    return row;
  }

  private static Converter converter(Type type, Consumer<JsonNode> to) {
    if (type.isPrimitive()) {
      return new Value(type.asPrimitiveType(), to);
    }
    GroupType group = type.asGroupType();
    boolean isList =
        group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
            && group.getFieldCount() == 1
            && group.getType(0).isRepetition(Type.Repetition.REPEATED);
    return isList ? new Elements(group, to) : new Group(group, to);
  }

  /** Fields by name. */
  private static final class Group extends GroupConverter {
    private final List<Converter> fields;
    private final Consumer<JsonNode> to;
    private ObjectNode value = JSON.objectNode();

    Group(GroupType type, Consumer<JsonNode> to) {
      this.to = to;
      this.fields = type.getFields().stream().map(this::field).toList();
    }

    private Converter field(Type type) {
      return converter(
          type,
          type.isRepetition(Type.Repetition.REPEATED)
              ? element -> value.withArray(type.getName()).add(element)
              : field -> value.set(type.getName(), field));
    }

    @Override
    public Converter getConverter(int index) {
      return fields.get(index);
    }

    @Override
    public void start() {
      value = JSON.objectNode();
    }

    @Override
    public void end() {
      to.accept(value);
    }
  }

  /** A list, in the form of today or in that of old writers, without a group around an element. */
  private static final class Elements extends GroupConverter {
    private final Converter repeated;
    private final Consumer<JsonNode> to;
    private ArrayNode list = JSON.arrayNode();

    Elements(GroupType type, Consumer<JsonNode> to) {
      this.to = to;
      Type inner = type.getType(0);
      boolean around = !inner.isPrimitive() && inner.asGroupType().getFieldCount() == 1;
      Consumer<JsonNode> add =
          element -> list.add(around ? element.path(inner.asGroupType().getFieldName(0)) : element);
      this.repeated = converter(inner, add);
    }

    @Override
    public Converter getConverter(int index) {
      return repeated;
    }

    @Override
    public void start() {
      list = JSON.arrayNode();
    }

    @Override
    public void end() {
      to.accept(list);
    }
  }

  /** A value that isn't null. */
  private static final class Value extends PrimitiveConverter {
    private final PrimitiveType type;
    private final LogicalTypeAnnotation meaning;
    private final Consumer<JsonNode> to;

    Value(PrimitiveType type, Consumer<JsonNode> to) {
      this.type = type;
      this.meaning = type.getLogicalTypeAnnotation();
      this.to = to;
    }

    @Override
    public void addBoolean(boolean value) {
      to.accept(BooleanNode.valueOf(value));
    }

    @Override
    public void addInt(int value) {
      if (isNumber()) {
        addLong(isUnsigned() ? Integer.toUnsignedLong(value) : value);
      } else {
        to.accept(TextNode.valueOf(type.stringifier().stringify(value)));
      }
    }

    @Override
    public void addLong(long value) {
      if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
        to.accept(DecimalNode.valueOf(BigDecimal.valueOf(value, decimal.getScale())));
      } else if (isNumber() && (value >= 0 || !isUnsigned())) {
        to.accept(LongNode.valueOf(value));
      } else if (isNumber()) {
        to.accept(BigIntegerNode.valueOf(new BigInteger(Long.toUnsignedString(value))));
      } else {
        to.accept(TextNode.valueOf(type.stringifier().stringify(value)));
      }
    }

    /** Otherwise a date or a time. */
    private boolean isNumber() {
      return meaning == null
          || meaning instanceof IntLogicalTypeAnnotation
          || meaning instanceof DecimalLogicalTypeAnnotation;
    }

    private boolean isUnsigned() {
      return meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
    }

    @Override
    public void addFloat(float value) {
      addDouble(value);
    }

    @Override
    public void addDouble(double value) {
      to.accept(DoubleNode.valueOf(value));
    }

    @Override
    public void addBinary(Binary value) {
      if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
        BigInteger digits = new BigInteger(value.getBytes());
        to.accept(DecimalNode.valueOf(new BigDecimal(digits, decimal.getScale())));
      } else if (meaning instanceof Float16LogicalTypeAnnotation) {
        addFloat(Float.parseFloat(type.stringifier().stringify(value)));
      } else if (type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY && meaning != null) {
        to.accept(TextNode.valueOf(value.toStringUsingUTF8()));
      } else {
        to.accept(JSON.binaryNode(value.getBytes()));
      }
    }
  }
}
