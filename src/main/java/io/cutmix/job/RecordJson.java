package io.cutmix.job;

import static io.cutmix.mix.InvalidParameterException.outOfRange;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.cutmix.mix.Box;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON. Each component stands under its name with dashes, which is that of its option;
 * what is absent or empty is left out, and so is a flag that isn't set.
 */
final class RecordJson {
  /** Takes all for UTF-8: what a power cut left may look like other character sets. */
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(Value.construct(Include.NON_EMPTY, Include.ALWAYS))
          .withConfigOverride(
              boolean.class,
              flag -> flag.setInclude(Value.construct(Include.NON_DEFAULT, Include.ALWAYS)))
          .addModule(
              new SimpleModule()
                  .addSerializer(Optional.class, new StdDelegatingSerializer(new Unwrapped()))
                  .addDeserializer(Optional.class, new Wrapped(null))
                  .addSerializer(Box.class, ToStringSerializer.instance)
                  .addDeserializer(
                      Box.class,
                      new FromStringDeserializer<>(Box.class) {
                        @Override
                        protected Box _deserialize(String text, DeserializationContext context) {
                          return Box.parse(text);
                        }
                      }))
          .build();

  private RecordJson() {}

  static ObjectNode write(Record record) {
    return MAPPER.valueToTree(record);
  }

  /**
   * Reads a record.
   *
   * @param json may hold more, and may lack options that have a value of themselves
   * @throws InvalidParameterException if a value makes no sense
   */
  static <T extends Record> T readOverDefaults(ObjectNode json, Class<T> type) {
    ObjectNode all = MAPPER.createObjectNode();
    for (RecordComponent component : type.getRecordComponents()) {
      @Nullable Option option = component.getAnnotation(Option.class);
      if (option != null && !option.value().isEmpty()) {
        all.put(name(component), option.value());
      }
    }
    all.setAll(json);
    return read(all, type);
  }

  /** Reads a record of values by their names, of which all that must be is there. */
  static <T extends Record> T given(Map<String, ?> values, Class<T> type) {
    return read(MAPPER.valueToTree(values), type);
  }

  /** Reads a record of which all is there. */
  static <T extends Record> T read(ObjectNode json, Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof InvalidParameterException invalid) {
        throw invalid;
      }
      String name = e.getPath().isEmpty() ? "" : e.getPath().get(0).getFieldName();
      throw outOfRange(name, "must have a value that this version knows", json.path(name));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is read without parsing", e);
    }
  }

  /** A copy of which some components, by their names in JSON, are others. */
  static <T extends Record> T with(T record, Map<String, ?> others) {
    return read(write(record).setAll(MAPPER.<ObjectNode>valueToTree(others)), typeOf(record));
  }

  /** A copy with other texts for those of some components that are there. */
  static <T extends Record> T mapped(T record, UnaryOperator<String> text, String... names) {
    ObjectNode json = write(record);
    for (String name : names) {
      if (json.has(name)) {
        json.put(name, text.apply(json.path(name).textValue()));
      }
    }
    return read(json, typeOf(record));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> Class<T> typeOf(T record) {
    return (Class<T>) record.getClass();
  }

  static byte[] bytes(Record record) {
    return write(record).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The values by their names, as texts. */
  static Map<String, String> texts(ObjectNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(value -> texts.put(value.getKey(), value.getValue().asText()));
    return texts;
  }

  /** The names under which the components of a record stand. */
  static Set<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordJson::name)
        .collect(Collectors.toSet());
  }

  static String name(RecordComponent component) {
    return new PropertyNamingStrategies.KebabCaseStrategy().translate(component.getName());
  }

  private static final class Unwrapped extends StdConverter<Optional<?>, @Nullable Object> {
    @Override
    public @Nullable Object convert(Optional<?> value) {
      return value.orElse(null);
    }
  }

  private static final class Wrapped extends JsonDeserializer<Optional<?>>
      implements ContextualDeserializer {
    private final @Nullable JavaType content;

    Wrapped(@Nullable JavaType content) {
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new Wrapped(property.getType().containedType(0));
    }

    @Override
    public Optional<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Optional.of(context.readValue(parser, content));
    }

    @Override
    public Optional<?> getNullValue(DeserializationContext context) {
      return Optional.empty();
    }
  }

  /** Several values as one text, with commas between. */
  static final class Joined extends StdConverter<List<?>, @Nullable String> {
    @Override
    public @Nullable String convert(List<?> values) {
      return values.isEmpty()
          ? null
          : values.stream().map(Object::toString).collect(Collectors.joining(","));
    }
  }

  /** What stands between commas. */
  abstract static class Split<T> extends JsonDeserializer<List<T>> {
    abstract T read(String text);

    @Override
    public List<T> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = context.readValue(parser, String.class);
      return Stream.of(text.split(",", -1)).map(this::read).toList();
    }

    @Override
    public List<T> getNullValue(DeserializationContext context) {
      return List.of();
    }
  }

  /** Names between commas. */
  static final class Names extends Split<String> {
    @Override
    String read(String text) {
      return text;
    }
  }
}
