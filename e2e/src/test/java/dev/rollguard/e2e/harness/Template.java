package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A CheckTemplate in the cluster. */
public final class Template {
  private final Cluster cluster;
  private final String name;

  private Template(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  static Template create(Cluster cluster, String name, UnaryOperator<TemplateDraft> edit) {
    var template = new Template(cluster, name);
    cluster.admin().resource(template.draft(edit)).create();
    return template;
  }

  private CheckTemplate draft(UnaryOperator<TemplateDraft> edit) {
    return edit.apply(new TemplateDraft(name, cluster.metrics().address())).build();
  }

  public String name() {
    return name;
  }

  /** As messages call it. */
  public String title() {
    return "CheckTemplate/" + name;
  }

  public CheckTemplate get() {
    return cluster.admin().resources(CheckTemplate.class).withName(name).require();
  }

  /** Other checks under the same name. */
  public void becomes(UnaryOperator<TemplateDraft> edit) {
    var spec = draft(edit).getSpec();
    cluster
        .admin()
        .resources(CheckTemplate.class)
        .withName(name)
        .edit(t -> {
          t.setSpec(spec);
          return t;
        });
  }

  /** Waits until the operator says that its checks can be run. */
  public Template awaitReady() {
    eventually(() ->
        assertThat(condition(ConditionTypes.READY))
            .as("%s is ready: %s", title(), get().getStatus().getSummary())
            .hasValueSatisfying(c -> assertThat(c.getStatus()).isEqualTo("True")));
    return this;
  }

  public Optional<Condition> condition(String type) {
    return get().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  public void delete() {
    cluster.admin().resources(CheckTemplate.class).withName(name).delete();
  }
}
