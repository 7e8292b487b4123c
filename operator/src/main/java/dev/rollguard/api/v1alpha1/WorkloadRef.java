package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The Deployment of a change, in the namespace of the change. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class WorkloadRef {
  @JsonPropertyDescription("The name of the Deployment.")
  @Required
  @Size(min = 1, max = 253)
  private String name = "";

  @JsonPropertyDescription(
      "The uid of the Deployment. A Deployment made anew under the same name is " + "another one.")
  @Required
  @Size(min = 1, max = 128)
  private String uid = "";

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getUid() {
    return uid;
  }

  public void setUid(String uid) {
    this.uid = uid;
  }
}
