package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.Observer;
import dev.rollguard.record.BreakGlassWriter;
import dev.rollguard.record.CheckRunWriter;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Puts the parts of this package together. */
public final class ChangeController {
  private ChangeController() {}

  /**
   * What the controller needs from outside.
   *
   * @param runWritten is told of every run of checks that was created
   * @param leading whether this process may write
   * @param operatorUser the user name of the operator's ServiceAccount
   * @param changesKept finished Changes to keep for each Deployment
   */
  public record Needs(
      KubernetesClient client,
      Caches caches,
      Observer observer,
      Consumer<CheckRun> runWritten,
      LiveReader reader,
      StatusWriter statuses,
      BreakGlassWriter breakGlasses,
      EventRecorder events,
      AuditLog audit,
      RolloutMeters meters,
      Assessor assessor,
      InstantSource clock,
      BooleanSupplier leading,
      String operatorUser,
      int changesKept) {}

  public static ChangeReconciler create(Needs needs) {
    var client = needs.client();
    var clock = needs.clock();
    var holds = new Holds(client, needs.operatorUser());
    var records =
        new ChangeRecords(
            new ChangeRecords.Parts(
                client,
                needs.statuses(),
                needs.caches().activeChanges(),
                clock,
                needs.observer()::soak));
    var workloads = new WorkloadCache();
    needs.observer().siblings(workloads);
    var intake =
        new Intake(
            new Intake.Parts(
                needs.reader(),
                records,
                needs.caches(),
                needs.assessor(),
                new DatacenterPods(workloads, needs.observer()::datacenter),
                needs.operatorUser(),
                needs.changesKept()));
    var story =
        new Story(
            new Story.Parts(
                new RolloutHeldCondition(client, clock),
                needs.events(),
                needs.meters(),
                needs.audit(),
                needs.observer()::datacenter));
    var canaries =
        new CanaryWork(
            new CanaryWork.Parts(
                client,
                records,
                new CheckRunWriter(client, needs.runWritten(), needs.operatorUser()),
                needs.reader(),
                clock,
                needs.observer()));
    var steps =
        new Steps(
            new Steps.Parts(
                holds,
                records,
                intake,
                needs.reader(),
                needs.observer(),
                story,
                canaries,
                needs.breakGlasses(),
                clock,
                needs.leading(),
                needs.operatorUser()));
    return new ChangeReconciler(steps, holds, workloads, clock);
  }
}
