package dev.rollguard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The audit lines of a test. Each is held against the published schema when it is looked at. */
public final class AuditLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** That the published file says the same is tested elsewhere. */
  private static final Schema PUBLISHED =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(AuditSchema.write());

  private final List<String> written = new CopyOnWriteArrayList<>();

  /** A log that writes here. */
  public AuditLog log(InstantSource clock, String operatorUser) {
    return new AuditLog(clock, operatorUser, written::add);
  }

  public List<JsonNode> all() {
    return written.stream().map(AuditLines::valid).toList();
  }

  public List<String> actions() {
    return all().stream().map(line -> line.path("action").asText()).toList();
  }

  public JsonNode only() {
    assertThat(written).hasSize(1);
    return all().getFirst();
  }

  public void forget() {
    written.clear();
  }

  /** The line, read; it must be one line and as the schema says, with no field unknown to it. */
  static JsonNode valid(String line) {
    assertThat(line.lines()).as(line).hasSize(1);
    assertThat(problems(line)).as(line).isEmpty();
    try {
      var read = JSON.readTree(line);
      var known = AuditSchema.fields().map(f -> f.getName()).collect(Collectors.toSet());
      assertThat(read.fieldNames()).toIterable().isSubsetOf(known);
      return read;
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  static List<String> problems(String line) {
    return PUBLISHED.validate(line, InputFormat.JSON).stream().map(String::valueOf).toList();
  }
}
