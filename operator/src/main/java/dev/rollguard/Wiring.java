package dev.rollguard;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.config.Config;
import dev.rollguard.controller.approval.ApprovalReconciler;
import dev.rollguard.controller.breakglass.BreakGlassReconciler;
import dev.rollguard.controller.change.ChangeController;
import dev.rollguard.controller.change.ChangeReconciler;
import dev.rollguard.controller.check.CheckController;
import dev.rollguard.controller.fault.FaultReconciler;
import dev.rollguard.controller.risk.RiskRulesController;
import dev.rollguard.controller.window.WindowReconciler;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.CheckCaches;
import dev.rollguard.observe.ControlCaches;
import dev.rollguard.observe.Coverage;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.RuleBook;
import dev.rollguard.provider.Transport;
import dev.rollguard.record.BreakGlassWriter;
import dev.rollguard.record.CheckRunWriter;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import dev.rollguard.telemetry.Meters;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The only place where objects are constructed; read it as a table of contents. */
final class Wiring implements AutoCloseable {
  private static final int EVENT_WRITERS = 2;

  final KubernetesClient client;
  final Config config;
  final ServerClock clock;
  final LeaseRenewals renewals;
  final Meters meters = new Meters();
  final Facts facts;
  final Caches caches;
  final CheckCaches checks;
  final ControlCaches controls;
  final RuleBook rules;
  final Observer observer;
  final StatusWriter statuses;
  final EventRecorder events;
  final AuditLog audit;
  final LiveReader reader;
  private final Transport transport = new Transport();
  private final ExecutorService eventWriters = Executors.newFixedThreadPool(EVENT_WRITERS);
  private final ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param connect makes a client with these listeners
   * @param machine the clock of this machine
   */
  Wiring(
      Config config,
      Function<Map<String, Interceptor>, KubernetesClient> connect,
      InstantSource machine) {
    this.config = config;
    clock = new ServerClock(machine);
    renewals = new LeaseRenewals(machine);
    client = connect.apply(Map.of("clock", clock, "lease", renewals));
    caches = new Caches(client);
    checks = new CheckCaches(client, config.operatorUser());
    controls = new ControlCaches(client, config.breakGlass());
    rules = new RuleBook(client, config.namespace(), config.riskRules(), reads);
    facts = new Facts(checks);
    observer =
        new Observer(
            caches,
            new Coverage(config.namespace(), config.defaultDatacenter()),
            facts,
            checks,
            controls);
    statuses = new StatusWriter(client);
    events = new EventRecorder(client, clock, eventWriters, config.podName());
    audit = new AuditLog(clock, config.operatorUser());
    reader = new LiveReader(client, observer, clock, reads);
    meters.heldChanges(this::held);
    meters.clockOffset(clock::offset);
    meters.riskRulesValid(rules::valid);
  }

  private Map<Meters.Held, Long> held() {
    return caches.activeChanges().all().stream()
        .filter(c -> Observer.state(c) == ChangeState.Held)
        .collect(Collectors.groupingBy(Wiring::countedAs, Collectors.counting()));
  }

  private static Meters.Held countedAs(Change change) {
    var reason = change.getStatus() == null ? null : change.getStatus().getReason();
    return new Meters.Held(change.getSpec().getDatacenter(), reason == null ? "" : reason);
  }

  ChangeReconciler changes(BooleanSupplier leading) {
    return ChangeController.create(
        new ChangeController.Needs(
            client,
            caches,
            observer,
            checks::wrote,
            reader,
            statuses,
            new BreakGlassWriter(client, statuses),
            events,
            audit,
            meters,
            rules::assess,
            clock,
            leading,
            config.operatorUser(),
            config.changesKept()));
  }

  WindowReconciler windows(
      BooleanSupplier leading, WindowReconciler.EnforcementSource enforcement) {
    return new WindowReconciler(
        new WindowReconciler.Needs(
            caches, controls, facts, enforcement, statuses, events, clock, leading));
  }

  FaultReconciler faults(BooleanSupplier leading) {
    return new FaultReconciler(
        new FaultReconciler.Needs(
            caches,
            controls,
            facts,
            statuses,
            events,
            audit,
            new CheckRunWriter(client, checks::wrote, config.operatorUser()),
            config.namespace(),
            clock,
            leading));
  }

  ApprovalReconciler approvals(BooleanSupplier leading) {
    return new ApprovalReconciler(
        new ApprovalReconciler.Needs(
            client, caches, facts, statuses, events, audit, clock, leading));
  }

  BreakGlassReconciler breakGlasses(BooleanSupplier leading) {
    return new BreakGlassReconciler(
        new BreakGlassReconciler.Needs(caches, controls, statuses, events, audit, clock, leading));
  }

  CheckController checkRuns(BooleanSupplier leading) {
    return new CheckController(
        new CheckController.Needs(
            client, caches, checks, statuses, events, meters, clock, leading, config.namespace()),
        transport,
        config.providers());
  }

  RiskRulesController riskRules(BooleanSupplier leading) {
    return new RiskRulesController(
        new RiskRulesController.Needs(client, rules, events, reads, leading));
  }

  /** Forgets what was parsed of a window that is gone. */
  void forget(ChangeWindow window) {
    facts.forget(window);
  }

  @Override
  public void close() {
    caches.close();
    checks.close();
    controls.close();
    rules.close();
    transport.close();
    eventWriters.shutdown();
    reads.shutdown();
  }
}
