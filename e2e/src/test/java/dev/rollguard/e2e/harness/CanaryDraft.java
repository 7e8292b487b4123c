package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.Canary;
import dev.rollguard.api.v1alpha1.CanaryFailure;
import dev.rollguard.api.v1alpha1.CanaryMode;
import dev.rollguard.api.v1alpha1.CheckRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The canary of a ChangeWindow in the making: a clone of one pod that soaks for a second. */
public final class CanaryDraft {
  private final Canary canary = new Canary();

  CanaryDraft() {
    soak("1s");
    deadline("10m");
  }

  /** Checked with this template, too. */
  public CanaryDraft check(Template template) {
    var checks = new ArrayList<>(canary.getChecks());
    checks.add(ref(template, Map.of()));
    canary.setChecks(checks);
    return this;
  }

  public CanaryDraft existing() {
    canary.setMode(CanaryMode.Existing);
    return this;
  }

  public CanaryDraft replicas(String replicas) {
    canary.setReplicas(replicas);
    return this;
  }

  public CanaryDraft soak(String duration) {
    canary.setSoak(duration);
    return this;
  }

  public CanaryDraft deadline(String duration) {
    canary.setDeadline(duration);
    return this;
  }

  public CanaryDraft reverting() {
    canary.setOnFailure(CanaryFailure.Revert);
    return this;
  }

  Canary build() {
    return canary;
  }

  static CheckRef ref(Template template, Map<String, String> args) {
    var ref = new CheckRef();
    ref.setTemplate(template.name());
    ref.setArgs(args(args));
    return ref;
  }

  static List<ArgValue> args(Map<String, String> args) {
    return args.entrySet().stream()
        .map(e -> {
          var arg = new ArgValue();
          arg.setName(e.getKey());
          arg.setValue(e.getValue());
          return arg;
        })
        .toList();
  }
}
