package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.config.Provider;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.CheckCaches;
import dev.rollguard.provider.Prometheus;
import dev.rollguard.provider.Transport;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts the parts of this package together, for one term of leadership. */
public final class CheckController implements AutoCloseable {
  /** How often a Job that runs is looked at. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final SimpleInboundEventSource<CheckRun> wakes = new SimpleInboundEventSource<>("wakes");
  private final Probes probes;
  private final Templates templates;
  private final CheckReconciler runs;
  private final TemplateReconciler templateReconciler;

  /**
   * What the controller needs from outside.
   *
   * @param leading whether this process may write
   * @param operatorNamespace where the operator runs
   */
  public record Needs(
      KubernetesClient client,
      Caches caches,
      CheckCaches checks,
      StatusWriter statuses,
      EventRecorder events,
      CheckMeters meters,
      InstantSource clock,
      BooleanSupplier leading,
      String operatorNamespace) {}

  /**
   * @param transport for all calls to servers that checks ask
   * @param providers the Prometheus servers that checks know by name
   */
  public CheckController(Needs needs, Transport transport, List<Provider> providers) {
    this(needs, kinds(needs, transport, providers), new Probes());
  }

  private static Kinds kinds(Needs needs, Transport transport, List<Provider> providers) {
    var namespace = needs.operatorNamespace();
    var secrets = new SecretValues(needs.client(), namespace, needs.clock());
    return new Kinds(
        new PrometheusKind(new Prometheus(transport), new Servers(providers, secrets)),
        new HttpKind(transport, secrets),
        new JobKind(
            new JobProbe.Means(new Jobs(needs.client()), needs.clock(), BETWEEN_LOOKS), namespace));
  }

  CheckController(Needs needs, Blueprint.Kind kinds, Probes probes) {
    this.probes = probes;
    var client = needs.client();
    var checks = needs.checks();
    templates = new Templates(kinds);
    var preparations = new Preparations(checks, templates);
    var steps =
        new RunSteps(
            new RunSteps.Parts(
                checks,
                new Subjects(client, needs.caches(), needs.operatorNamespace()),
                preparations,
                probes,
                new RunRecords(client, needs.statuses(), checks),
                new RunStory(needs.events(), needs.meters()),
                new Leftovers(preparations),
                needs.clock(),
                this::wake));
    runs =
        new CheckReconciler(
            steps, new CheckReconciler.Parts(checks, needs.clock(), needs.leading(), wakes));
    templateReconciler =
        new TemplateReconciler(
            templates,
            new TemplateReconciler.Parts(
                needs.statuses(), needs.events(), needs.clock(), needs.leading()));
  }

  public CheckReconciler runs() {
    return runs;
  }

  public TemplateReconciler templates() {
    return templateReconciler;
  }

  /** Looks again at a run. */
  public void wake(CheckRun run) {
    wakes.propagateEvent(ResourceID.fromResource(run));
  }

  /** The run is gone, or no evidence any more. */
  public void forget(CheckRun run) {
    probes.forget(run.getMetadata().getUid());
  }

  /** The template is gone. */
  public void forgetTemplate(String name) {
    templates.forget(name);
  }

  @Override
  public void close() {
    probes.close();
  }
}
