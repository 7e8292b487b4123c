package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One header of a request. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.value) != has(self.secretRef)",
    message = "a header must have exactly one of value and secretRef; keep one of them.")
public class HttpHeader {
  @JsonPropertyDescription("The name of the header, such as Authorization.")
  @Required
  @Size(max = 128)
  @ValidationRule(value = CheckRules.HEADER_NAME, message = CheckRules.HEADER_NAME_MESSAGE)
  @ValidationRule(value = CheckRules.HEADER_FREE, message = CheckRules.HEADER_FREE_MESSAGE)
  private String name = "";

  @JsonPropertyDescription(
      "Its value, in one line. ${name} stands for an argument. Not for credentials: "
          + "everyone who may read the CheckTemplate reads it.")
  @Size(max = 1024)
  @ValidationRule(value = CheckRules.HEADER_VALUE, message = CheckRules.HEADER_VALUE_MESSAGE)
  private @Nullable String value;

  @JsonPropertyDescription(
      "Its value from a Secret in the namespace of the operator. Exactly one of "
          + "value and secretRef.")
  private @Nullable SecretRef secretRef;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public @Nullable String getValue() {
    return value;
  }

  public void setValue(@Nullable String value) {
    this.value = value;
  }

  public @Nullable SecretRef getSecretRef() {
    return secretRef;
  }

  public void setSecretRef(@Nullable SecretRef secretRef) {
    this.secretRef = secretRef;
  }
}
