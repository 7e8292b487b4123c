package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.CheckArg;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.Comparison;
import dev.rollguard.api.v1alpha1.Direction;
import dev.rollguard.api.v1alpha1.HttpCheck;
import dev.rollguard.api.v1alpha1.JobCheck;
import dev.rollguard.api.v1alpha1.PrometheusCheck;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A CheckTemplate in the making. A check is asked three times, once in a second, unless the test
 * says otherwise.
 */
public final class TemplateDraft {
  private static final String JOB =
      """
      metadata: {labels: {made-for: e2e}}
      spec:
        backoffLimit: 0
        template:
          metadata: {annotations: {}}
          spec:
            restartPolicy: Never
            containers: [{name: tests, image: "chat-tests:1", args: ["${datacenter}"]}]
      """;

  private final CheckTemplate template = new CheckTemplate();
  private final String prometheus;

  /**
   * @param prometheus the server that its queries ask
   */
  TemplateDraft(String name, String prometheus) {
    this.prometheus = prometheus;
    template.setMetadata(new ObjectMetaBuilder().withName(name).build());
  }

  /**
   * A query whose values must be as {@code pass} says. It waits until new pods were scraped often
   * enough.
   */
  public TemplateDraft query(String query, String pass) {
    return query(query, pass, p -> {});
  }

  /** A query, and whatever else its check can say. */
  public TemplateDraft query(String query, String pass, Consumer<PrometheusCheck> edit) {
    var asked = new PrometheusCheck();
    asked.setAddress(prometheus);
    asked.setQuery(query);
    asked.setPass(pass);
    edit.accept(asked);
    return check(c -> c.setPrometheus(asked)).initialDelay("6s");
  }

  /** The canary must not be worse than what runs beside it: more is worse. */
  public TemplateDraft compare(String canary, String stable, int minSamples) {
    var comparison = new Comparison();
    comparison.setBaselineQuery(stable);
    comparison.setDirection(Direction.Increase);
    comparison.setMinSamples(minSamples);
    return query(
        canary,
        "",
        p -> {
          p.setPass(null);
          p.setCompare(comparison);
        });
  }

  /** A server's answer, which must be good, and as {@code pass} says. */
  public TemplateDraft http(String url, String pass) {
    return http(url, pass, h -> {});
  }

  public TemplateDraft http(String url, String pass, Consumer<HttpCheck> edit) {
    var asked = new HttpCheck();
    asked.setUrl(url);
    asked.setPass(pass);
    edit.accept(asked);
    return check(c -> c.setHttp(asked));
  }

  /** A Job on a fake node, which ends at once with this exit code. */
  public TemplateDraft job(int exitCode) {
    return job(Map.of("e2e.rollguard.dev/exit-code", Integer.toString(exitCode)));
  }

  /** A Job on a fake node, which does not end by itself. */
  public TemplateDraft endlessJob() {
    return job(Map.of("e2e.rollguard.dev/ends-after", "24h")).timeout("10m");
  }

  private TemplateDraft job(Map<String, String> podAnnotations) {
    var job = new JobCheck();
    job.setTemplate(
        Serialization.unmarshal(
            JOB.replace("annotations: {}", "annotations: " + Serialization.asJson(podAnnotations)),
            Map.class));
    return check(c -> c.setJob(job)).times(1);
  }

  /** In the namespace that verifications of Faults need. */
  public TemplateDraft in(String namespace) {
    return edit(c -> java.util.Objects.requireNonNull(c.getJob()).setNamespace(namespace));
  }

  public TemplateDraft times(int count) {
    return edit(c -> c.setCount(count));
  }

  /** As many samples as can be taken before anything else happens. */
  public TemplateDraft withoutEnd() {
    return times(1_000);
  }

  public TemplateDraft initialDelay(String duration) {
    return edit(c -> c.setInitialDelay(duration));
  }

  public TemplateDraft timeout(String duration) {
    return edit(c -> c.setTimeout(duration));
  }

  public TemplateDraft arg(String name) {
    var arg = new CheckArg();
    arg.setName(name);
    template.getSpec().getArgs().add(arg);
    return this;
  }

  /** Whatever else the check that was named last can say. */
  public TemplateDraft edit(Consumer<Check> edit) {
    edit.accept(template.getSpec().getChecks().getLast());
    return this;
  }

  private TemplateDraft check(Consumer<Check> kind) {
    var check = new Check();
    check.setName("check-" + (template.getSpec().getChecks().size() + 1));
    check.setInterval("1s");
    check.setTimeout("5s");
    check.setCount(3);
    kind.accept(check);
    template.getSpec().getChecks().add(check);
    return this;
  }

  CheckTemplate build() {
    return template;
  }
}
