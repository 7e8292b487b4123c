package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.facts.FaultRuns;
import dev.rollguard.cli.forecast.Home;
import dev.rollguard.cli.forecast.Inquiry;
import dev.rollguard.cli.forecast.Inquiry.Subject;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.observe.Clients;
import dev.rollguard.observe.Coverage;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether a rollout that is asked for now, or later, would be free. */
@Command(
    name = "can-i",
    description = {
      "Says whether a rollout of a Deployment would roll out at once if it was asked for now.",
      "It takes a change of the image only that was neither tested nor approved yet.",
      "Exit code 0: free; 3: held or refused, and why; 1: it cannot be told."
    },
    footer = {
      "",
      "Examples:",
      "  kubectl rollguard can-i chat-api -n chat && kubectl apply -f chat-api.yaml",
      "  kubectl rollguard can-i chat-api -n chat --at 2026-12-24T18:00:00+09:00",
      "  kubectl rollguard can-i chat-api -n chat --at 4h --risk High"
    })
final class CanICommand extends Action {
  @Parameters(paramLabel = "DEPLOYMENT", description = "Name of the Deployment.")
  private String deployment = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Ask for a later time: 2026-12-24T18:00+09:00, 2026-12-24T18:00 or 4h from now. Faults and changes are taken as they are now.")
  private @Nullable String at;

  @Option(
      names = "--risk",
      paramLabel = "RISK",
      defaultValue = "Medium",
      description =
          "The risk to assume where windows ask for approvals: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Risk risk = Risk.Medium;

  @Option(
      names = "--default-datacenter",
      paramLabel = "NAME",
      description =
          "Datacenter of Deployments without a label, as in the chart; default: read from the hold policy.")
  private @Nullable String defaultDatacenter;

  @Option(
      names = "--operator-namespace",
      paramLabel = "NAME",
      description =
          "Namespace of the operator, which is never governed; default: read from the hold policy, else rollguard.")
  private @Nullable String operatorNamespace;

  @Mixin private final Zone zone = new Zone();

  CanICommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var reader = session.reader();
    var name = deployment.replaceFirst("^(deployment|deployments|deploy)(\\.apps)?/", "");
    var windows = reader.list(ChangeWindow.class, Paths.WINDOWS);
    var faults = reader.list(Fault.class, Paths.FAULTS);
    var overrides = reader.list(BreakGlass.class, Paths.BREAK_GLASSES);
    var changes = reader.list(Change.class, Paths.ACTIVE_CHANGES);
    var policy = reader.json(Paths.holdPolicy());
    var subject = subject(session, name);
    var home = home(policy.awaitIfAllowed().flatMap(p -> p).map(Home::of).orElse(Home.CHART));
    var runs =
        FaultRuns.about(windows.await(), faults.await(), home.operatorUser(), reader::checkRuns);
    var inquiry =
        new Inquiry(
            time(),
            subject,
            windows.await(),
            faults.await(),
            overrides.awaitIfAllowed().orElse(List.of()),
            changes.await(),
            Optional.empty(),
            new Coverage(home.namespace(), home.defaultDatacenter()),
            new Facts(runs),
            risk);
    var forecast = complete(inquiry, reader, name).answer();
    output.show(shell, forecast, style -> new CanIText(style, shell.clock()).of(forecast));
    return forecast.free() ? Exit.OK : Exit.HELD;
  }

  private Instant time() {
    return at == null ? shell.clock().instant() : zone.times(shell).ahead("--at", at);
  }

  private Home home(Home told) {
    var home = defaultDatacenter == null ? told : told.withDefault(defaultDatacenter);
    return operatorNamespace == null ? home : home.inNamespace(operatorNamespace);
  }

  private static Subject subject(Session session, String name) {
    var reader = session.reader();
    var labels = labels(reader, session.namespace());
    var workload =
        reader
            .json(Paths.deployment(session.namespace(), name))
            .await()
            .map(json -> Clients.serialization().convertValue(json, Workload.class));
    var home = labels.await();
    if (workload.isEmpty() && home.isEmpty()) {
      throw new FailedException(
          "There is no namespace %s; give another one with -n.".formatted(session.namespace()));
    }
    return new Subject(
        workload.orElseGet(() -> notThereYet(session.namespace(), name)), home.orElse(Map.of()));
  }

  /** The first rollout of all is asked about, too. */
  private static Workload notThereYet(String namespace, String name) {
    var workload = new Workload();
    workload.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(Map.of())
            .build());
    return workload;
  }

  private static Reader.Pending<Optional<Map<String, String>>> labels(
      Reader reader, String namespace) {
    return new Reader.Pending<>(
        reader
            .get(Namespace.class, Paths.namespace(namespace))
            .answer()
            .thenApply(found ->
                found.map(n -> Objects.requireNonNullElse(n.getMetadata().getLabels(), Map.of()))));
  }

  /** Looks at other datacenters only where a window lets one of them go first. */
  private static Inquiry complete(Inquiry inquiry, Reader reader, String name) {
    if (inquiry.comesFirst().isEmpty()) {
      return inquiry;
    }
    return reader
        .list(Workload.class, Paths.deploymentsNamed(name))
        .awaitIfAllowed()
        .map(found -> inquiry.with(found.stream().map(w -> labelled(reader, w)).toList()))
        .orElse(inquiry);
  }

  private static Subject labelled(Reader reader, Workload workload) {
    return new Subject(
        workload,
        labels(reader, workload.getMetadata().getNamespace())
            .awaitIfAllowed()
            .flatMap(found -> found)
            .orElse(Map.of()));
  }
}
