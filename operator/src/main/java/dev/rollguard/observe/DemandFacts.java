package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Across;
import dev.rollguard.api.v1alpha1.AfterDatacenter;
import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.Canary;
import dev.rollguard.api.v1alpha1.CanaryFailure;
import dev.rollguard.api.v1alpha1.CanaryMode;
import dev.rollguard.api.v1alpha1.CheckRef;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.Concurrency;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.FaultGate;
import dev.rollguard.api.v1alpha1.Gates;
import dev.rollguard.api.v1alpha1.PreTest;
import dev.rollguard.core.gate.AfterDemand;
import dev.rollguard.core.gate.ApprovalDemand;
import dev.rollguard.core.gate.CanaryDemand;
import dev.rollguard.core.gate.CanarySize;
import dev.rollguard.core.gate.CheckDemand;
import dev.rollguard.core.gate.ConcurrencyDemand;
import dev.rollguard.core.gate.Demands;
import dev.rollguard.core.gate.PreTestDemand;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.schedule.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the gates of a window into the evidence that it wants. */
final class DemandFacts {
  private DemandFacts() {}

  /**
   * @throws IllegalArgumentException with a sentence when something cannot be read
   */
  static Demands of(Gates gates, FaultGate faults) {
    return new Demands(
        gates.getPreTests().stream().map(DemandFacts::preTest).toList(),
        Optional.ofNullable(gates.getCanary()).map(DemandFacts::canary),
        faults.getVerify().stream().map(DemandFacts::check).toList(),
        gates.getApprovals().stream().map(DemandFacts::approval).toList(),
        Optional.ofNullable(gates.getConcurrency()).map(DemandFacts::concurrency),
        gates.getAfter().stream().map(DemandFacts::after).toList());
  }

  private static ApprovalDemand approval(ApprovalGate gate) {
    return new ApprovalDemand(
        Risk.valueOf(or(gate.getMinRisk(), Defaults.MIN_RISK).name()),
        or(gate.getCount(), Defaults.APPROVALS),
        List.copyOf(gate.getGroups()),
        duration("approvals.validFor", gate.getValidFor(), Defaults.APPROVAL_VALID_FOR));
  }

  private static ConcurrencyDemand concurrency(Concurrency concurrency) {
    return new ConcurrencyDemand(
        or(concurrency.getMaxInFlight(), Defaults.MAX_IN_FLIGHT),
        duration("concurrency.soak", concurrency.getSoak(), Defaults.TURN_SOAK),
        or(concurrency.getAcross(), Defaults.ACROSS) == Across.Datacenter);
  }

  private static AfterDemand after(AfterDatacenter first) {
    return new AfterDemand(
        first.getDatacenter(), duration("after.soak", first.getSoak(), Defaults.AFTER_SOAK));
  }

  private static PreTestDemand preTest(PreTest test) {
    var accept = test.getAccept().isEmpty() ? Defaults.ACCEPT : test.getAccept();
    return new PreTestDemand(
        demand(test.getTemplate(), test.getArgs()),
        duration("preTests.validFor", test.getValidFor(), Defaults.VALID_FOR),
        accept.contains(CheckRunType.Run),
        accept.contains(CheckRunType.External));
  }

  private static CanaryDemand canary(Canary canary) {
    return new CanaryDemand(
        or(canary.getMode(), Defaults.CANARY_MODE) == CanaryMode.Existing,
        CanarySize.parse(or(canary.getReplicas(), Defaults.CANARY_REPLICAS)),
        duration("canary.soak", canary.getSoak(), Defaults.SOAK),
        canary.getChecks().stream().map(DemandFacts::check).toList(),
        duration("canary.deadline", canary.getDeadline(), Defaults.CANARY_DEADLINE),
        or(canary.getOnFailure(), Defaults.CANARY_FAILURE) == CanaryFailure.Revert);
  }

  private static CheckDemand check(CheckRef check) {
    return demand(check.getTemplate(), check.getArgs());
  }

  private static CheckDemand demand(String template, List<ArgValue> args) {
    return new CheckDemand(
        template,
        args.stream()
            .collect(Collectors.toMap(ArgValue::getName, ArgValue::getValue, (a, b) -> b)));
  }

  /**
   * @param field below {@code gates}
   * @throws IllegalArgumentException with a sentence that names the field
   */
  static Duration duration(String field, @Nullable String text, String fallback) {
    try {
      return Durations.parse(or(text, fallback));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("gates." + field + ": " + e.getMessage(), e);
    }
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
