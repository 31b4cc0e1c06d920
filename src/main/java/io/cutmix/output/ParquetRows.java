package io.cutmix.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.OutputSpec;
import io.cutmix.output.ParquetColumn.ClassId;
import io.cutmix.output.ParquetColumn.Image;
import io.cutmix.output.ParquetColumn.ListOf;
import io.cutmix.output.ParquetColumn.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Turns label rows into rows of Parquet: a column for each field. */
final class ParquetRows extends WriteSupport<JsonNode> {
  static final String IMAGE = "image";
  static final String IMAGE_BYTES = IMAGE + "." + Image.BYTES;

  private final Map<String, ParquetColumn> columns;
  private final List<String> classes;
  private @Nullable RecordConsumer record;

  ParquetRows(OutputSpec output, List<String> classes) {
    this.columns = columns(output, classes);
    this.classes = classes;
  }

  private static Map<String, ParquetColumn> columns(OutputSpec output, List<String> classes) {
    Map<String, ParquetColumn> columns = new LinkedHashMap<>();
    if (output.embedImages()) {
      columns.put(IMAGE, new Image());
    }
    columns.put(LabelRow.FILE_NAME, Plain.TEXT);
    switch (output.labelEncoding()) {
      case AUTO, DENSE -> columns.put(LabelRow.SOFT_LABEL, new ListOf(Plain.NUMBER));
      case SPARSE -> {
        columns.put(LabelRow.LABEL_IDS, new ListOf(new ClassId(classes)));
        columns.put(LabelRow.LABEL_WEIGHTS, new ListOf(Plain.NUMBER));
      }
    }
    columns.put("lam", Plain.NUMBER);
    columns.put("bbox", new ListOf(Plain.INTEGER));
    columns.put("source", Plain.TEXT);
    columns.put("partner", Plain.TEXT);
    columns.put("copy", Plain.INTEGER);
    columns.put("batch", Plain.INTEGER);
    return columns;
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    List<Type> types =
        columns.entrySet().stream().map(entry -> entry.getValue().type(entry.getKey())).toList();
    // Java draws the order of Map.of anew in each process, and the file would have it.
    Map<String, String> metadata =
        new TreeMap<>(Map.of("classes", names(), "huggingface", features()));
    return new WriteContext(new MessageType("row", types), metadata);
  }

  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("written without Hadoop");
  }

  private String names() {
    var names = JsonNodeFactory.instance.arrayNode();
    classes.forEach(names::add);
    return names.toString();
  }

  /** Where datasets looks for what the columns mean. */
  private String features() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode features = json.putObject("info").putObject("features");
    columns.forEach((name, column) -> features.set(name, column.feature()));
    return json.toString();
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    this.record = consumer;
  }

  @Override
  public void write(JsonNode row) {
    RecordConsumer to = requireNonNull(record);
    to.startMessage();
    int index = 0;
    for (Map.Entry<String, ParquetColumn> column : columns.entrySet()) {
      to.startField(column.getKey(), index);
      column.getValue().write(row.required(column.getKey()), to);
      to.endField(column.getKey(), index);
      index++;
    }
    to.endMessage();
  }
}
