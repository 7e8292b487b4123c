package dev.rollguard.e2e.chart;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a rule permits, or that somebody did.
 *
 * @param resource with its subresource after a slash
 * @param name of the object; empty where a rule names none
 */
record Right(String apiGroup, String resource, String verb, String name) {

  /** All that a rule permits, each by itself. */
  static Stream<Right> of(PolicyRule rule) {
    var names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    return rule.getApiGroups().stream()
        .flatMap(group ->
            rule.getResources().stream()
                .flatMap(resource ->
                    rule.getVerbs().stream()
                        .flatMap(verb ->
                            names.stream().map(name -> new Right(group, resource, verb, name)))));
  }

  /** Whether this is what was done, or a permission for it. */
  boolean covers(Right done) {
    return apiGroup.equals(done.apiGroup)
        && resource.equals(done.resource)
        && verb.equals(done.verb)
        && (name.isEmpty() || name.equals(done.name));
  }

  @Override
  public String toString() {
    var where = apiGroup.isEmpty() ? resource : resource + "." + apiGroup;
    return verb + " " + where + (name.isEmpty() ? "" : " " + name);
  }
}
