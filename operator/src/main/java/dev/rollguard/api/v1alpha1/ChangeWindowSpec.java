package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What people write in a change window. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ChangeWindowSpec {
  private String datacenter = "";
  private @Nullable Workloads workloads;
  private @Nullable WindowSchedule schedule;
  private @Nullable Gates gates;
  private @Nullable Enforcement enforcement;
  private @Nullable DeletionPolicy deletionPolicy;

  public String getDatacenter() {
    return datacenter;
  }

  public void setDatacenter(String datacenter) {
    this.datacenter = datacenter;
  }

  public @Nullable Workloads getWorkloads() {
    return workloads;
  }

  public void setWorkloads(@Nullable Workloads workloads) {
    this.workloads = workloads;
  }

  public @Nullable WindowSchedule getSchedule() {
    return schedule;
  }

  public void setSchedule(@Nullable WindowSchedule schedule) {
    this.schedule = schedule;
  }

  public @Nullable Gates getGates() {
    return gates;
  }

  public void setGates(@Nullable Gates gates) {
    this.gates = gates;
  }

  public @Nullable Enforcement getEnforcement() {
    return enforcement;
  }

  public void setEnforcement(@Nullable Enforcement enforcement) {
    this.enforcement = enforcement;
  }

  public @Nullable DeletionPolicy getDeletionPolicy() {
    return deletionPolicy;
  }

  public void setDeletionPolicy(@Nullable DeletionPolicy deletionPolicy) {
    this.deletionPolicy = deletionPolicy;
  }
}
