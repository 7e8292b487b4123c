package dev.rollguard.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads of a manager's fields only which fields of {@code spec} it owns. The rest is half of what a
 * Deployment weighs, and nobody asks for it.
 */
final class OwnedFields extends JsonDeserializer<FieldsV1> {
  static final String SPEC = "f:spec";

  @Override
  public FieldsV1 deserialize(JsonParser json, DeserializationContext context) throws IOException {
    var fields = new FieldsV1();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      if (name.equals(SPEC) && json.isExpectedStartObjectToken()) {
        fields.setAdditionalProperty(SPEC, names(json));
      } else {
        json.skipChildren();
      }
    }
    return fields;
  }

  private static Map<String, Object> names(JsonParser json) throws IOException {
    var names = new HashMap<String, Object>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      names.put(json.currentName(), Map.of());
      json.nextToken();
      json.skipChildren();
    }
    return names;
  }
}
