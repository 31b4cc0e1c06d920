package io.cutmix.testing;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The schemas that are published. */
public final class Schemas {
  private static final SchemaRegistry ALL =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Schemas() {}

  /** Where this JSON isn't as the schema of this name says. */
  public static List<Error> problems(String schema, String json) {
    return ALL.getSchema(SchemaLocation.of("classpath:io/cutmix/output/" + schema + ".schema.json"))
        .validate(json, InputFormat.JSON);
  }
}
