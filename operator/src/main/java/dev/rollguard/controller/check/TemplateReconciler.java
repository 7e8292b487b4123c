package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.CheckTemplateStatus;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.controller.check.CheckRunStatuses.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.record.Conditions;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Says of every CheckTemplate whether its checks can be run. */
public final class TemplateReconciler implements Reconciler<CheckTemplate> {
  private final Templates templates;
  private final Parts parts;

  TemplateReconciler(Templates templates, Parts parts) {
    this.templates = templates;
    this.parts = parts;
  }

  record Parts(
      StatusWriter statuses, EventRecorder events, InstantSource clock, BooleanSupplier leading) {}

  @Override
  public UpdateControl<CheckTemplate> reconcile(
      CheckTemplate template, Context<CheckTemplate> context) {
    if (!parts.leading().getAsBoolean()) {
      return UpdateControl.noUpdate();
    }
    var compiled = templates.of(template);
    var wasStalled =
        Conditions.isTrue(template.getStatus().getConditions(), ConditionTypes.STALLED);
    parts.statuses().write(template, status(template, compiled, parts.clock().instant()));
    if (compiled instanceof Templates.Compiled.Invalid(var sentence) && !wasStalled) {
      var reason = Reason.InvalidCheck.name();
      parts.events().record(template, EventRecorder.Type.Warning, reason, sentence);
    }
    return UpdateControl.noUpdate();
  }

  static CheckTemplateStatus status(
      CheckTemplate template, Templates.Compiled compiled, Instant now) {
    long generation = Objects.requireNonNullElse(template.getMetadata().getGeneration(), 0L);
    var conditions = new Conditions(template.getStatus().getConditions(), generation, now);
    var status = new CheckTemplateStatus();
    status.setObservedGeneration(generation);
    switch (compiled) {
      case Templates.Compiled.Valid valid -> {
        status.setSummary("Ready.");
        conditions.set(ConditionTypes.READY, true, "Reconciled", "The checks can be run.");
      }
      case Templates.Compiled.Invalid(var sentence) -> {
        var reason = Reason.InvalidCheck.name();
        status.setSummary(Texts.line(sentence, Conditions.MAX_MESSAGE_BYTES));
        conditions.set(ConditionTypes.READY, false, reason, sentence);
        conditions.set(ConditionTypes.STALLED, true, reason, sentence);
      }
    }
    status.setConditions(conditions.build());
    return status;
  }
}
