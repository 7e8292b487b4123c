package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.core.gate.CanaryDemand;
import dev.rollguard.core.gate.CanarySize;
import dev.rollguard.core.gate.CheckDemand;
import dev.rollguard.core.gate.Demands;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.PreTestDemand;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.gate.WindowFact.Calendar;
import dev.rollguard.core.schedule.Durations;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactsTest {
  private static final Instant NOW = Instant.parse("2026-05-20T23:30:00Z");
  private final Facts facts = new Facts(new NoEvidence());

  @Test
  void anEmptyWindowHasTheDefaults() {
    var fact = facts.window(window("{datacenter: dc1}"));

    assertThat(fact.name()).isEqualTo("w");
    assertThat(fact.mode().name()).isEqualTo(Defaults.MODE.name());
    assertThat(fact.minSeverity().name()).isEqualTo(Defaults.MIN_SEVERITY.name());
    assertThat(fact.quietPeriod()).isEqualTo(Durations.parse(Defaults.QUIET_PERIOD));
    assertThat(fact.onFault().name()).isEqualTo(Defaults.ON_FAULT.name());
    assertThat(fact.releasesRollbacks()).isTrue();
    assertThat(fact.followsSchedule()).isFalse();
    assertThat(fact.keepsHeldWhenDeleted()).isTrue();
    assertThat(fact.zone()).isEqualTo(ZoneOffset.UTC);
    assertThat(fact.calendar())
        .isInstanceOfSatisfying(
            Calendar.Readable.class, c -> assertThat(c.schedule().openAt(NOW)).isTrue());
  }

  @Test
  void emptyPartsHaveTheDefaultsToo() {
    var fact = facts.window(window("{datacenter: dc1, gates: {}, enforcement: {}}"));

    assertThat(fact).isEqualTo(facts.window(window("{datacenter: dc1, gates: {faults: {}}}")));
    assertThat(fact.quietPeriod()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void everyFieldIsRead() {
    var fact =
        facts.window(
            window(
                """
                {datacenter: dc1,
                 schedule: {timeZone: Asia/Seoul, open: [{name: n, cron: "0 22 * * *", duration: 6h}]},
                 gates: {faults: {minSeverity: Critical, quietPeriod: 1h30m}},
                 enforcement: {mode: Deny, unattended: FollowSchedule, onFault: Rollback, rollbacks: Gate},
                 deletionPolicy: Release}
                """));

    assertThat(fact.mode()).isEqualTo(Mode.Deny);
    assertThat(fact.minSeverity()).isEqualTo(Severity.Critical);
    assertThat(fact.quietPeriod()).isEqualTo(Duration.ofMinutes(90));
    assertThat(fact.onFault()).isEqualTo(OnFault.Rollback);
    assertThat(fact.releasesRollbacks()).isFalse();
    assertThat(fact.followsSchedule()).isTrue();
    assertThat(fact.keepsHeldWhenDeleted()).isFalse();
    assertThat(fact.zone()).isEqualTo(ZoneId.of("Asia/Seoul"));
  }

  @Test
  void aScheduleThatCannotBeReadIsNamed() {
    var fact =
        facts.window(
            window("{datacenter: dc1, schedule: {timeZone: Asia/Soul, open: [], closed: []}}"));

    assertThat(fact.calendar())
        .isEqualTo(
            new Calendar.Unreadable(
                "schedule.timeZone: \"Asia/Soul\" is not an IANA time zone; write one such as"
                    + " \"Asia/Seoul\" or \"UTC\"."));
  }

  @Test
  void aQuietPeriodThatCannotBeReadKeepsTheWindowClosed() {
    var fact =
        facts.window(window("{datacenter: dc1, gates: {faults: {quietPeriod: ten minutes}}}"));

    assertThat(fact.calendar())
        .isEqualTo(
            new Calendar.Unreadable(
                "gates.faults.quietPeriod: \"ten minutes\" is not a duration; write one such as"
                    + " \"1h30m\", with the units h, m, s and ms."));
    assertThat(fact.quietPeriod()).isEqualTo(Duration.ofMinutes(10));
  }

  /** As read for the first time. */
  private static WindowFact fact(String spec) {
    return new Facts(new NoEvidence()).window(window(spec));
  }

  @Test
  void theScheduleAloneLetsNothingPassThatMustProveItself() {
    var follows = "{datacenter: dc1, enforcement: {unattended: FollowSchedule}%s}";
    assertThat(fact(follows.formatted("")).followsSchedule()).isTrue();
    assertThat(fact(follows.formatted(", gates: {canary: {}}")).followsSchedule()).isFalse();
    assertThat(fact(follows.formatted(", gates: {preTests: [{template: t}]}")).followsSchedule())
        .isFalse();
  }

  @Test
  void aWindowThatDeniesCannotWaitForEvidenceAndStaysClosed() {
    var denies = "{datacenter: dc1, enforcement: {mode: %s}, gates: {canary: {}}}";
    assertThat(fact(denies.formatted("Deny")).calendar())
        .isEqualTo(
            new Calendar.Unreadable(
                "gates.preTests, canary, approvals, concurrency and after need enforcement.mode Hold"
                    + " or Warn: Deny decides at once and cannot wait."));
    assertThat(fact(denies.formatted("Warn")).calendar()).isInstanceOf(Calendar.Readable.class);
  }

  @Test
  void gatesAreReadWithTheirDefaults() {
    var demands =
        fact("{datacenter: dc1, gates: {preTests: [{template: t, args: [{name: a, value: b}]}], canary: {checks: [{template: c}]}, faults: {verify: [{template: v}]}}}")
            .demands();
    assertThat(demands)
        .isEqualTo(
            new Demands(
                List.of(
                    new PreTestDemand(
                        new CheckDemand("t", Map.of("a", "b")), Duration.ofHours(24), true, true)),
                Optional.of(
                    new CanaryDemand(
                        false,
                        new CanarySize(1, false),
                        Duration.ofMinutes(5),
                        List.of(new CheckDemand("c", Map.of())),
                        Duration.ofMinutes(30),
                        false)),
                List.of(new CheckDemand("v", Map.of()))));
  }

  @Test
  void anEditedWindowIsReadAnew() {
    var window = window("{datacenter: dc1}");
    window.getMetadata().setUid("u");
    window.getMetadata().setGeneration(1L);
    assertThat(facts.window(window).keepsHeldWhenDeleted()).isTrue();

    var edited = window("{datacenter: dc1, deletionPolicy: Release}");
    edited.getMetadata().setUid("u");
    edited.getMetadata().setGeneration(2L);

    assertThat(facts.window(edited).keepsHeldWhenDeleted()).isFalse();
  }

  @Test
  void anUnchangedWindowIsReadOnceAndForgottenWhenDeleted() {
    var window = window("{datacenter: dc1}");
    var fact = facts.window(window);

    assertThat(facts.window(window)).isSameAs(fact);
    facts.forget(window);
    assertThat(facts.window(window)).isNotSameAs(fact);
  }

  @Test
  void aFaultWithoutAResolutionIsOpen() {
    var fact =
        fault(
            "{datacenter: dc1, severity: Critical, startTime: \"2026-05-21T08:24:00+09:00\"}", "");

    assertThat(fact.name()).isEqualTo("f");
    assertThat(fact.severity()).isEqualTo(Severity.Critical);
    assertThat(fact.since()).isEqualTo("2026-05-20T23:24:00Z");
    assertThat(fact.resolvedTime()).isEmpty();
  }

  @Test
  void aFaultWithoutAStartBeganWhenItWasCreated() {
    assertThat(fault("{datacenter: dc1}", "creationTimestamp: \"2026-05-20T22:00:00Z\"").since())
        .isEqualTo("2026-05-20T22:00:00Z");
    assertThat(
            fault(
                    "{datacenter: dc1, startTime: yesterday}",
                    "creationTimestamp: \"2026-05-20T22:00:00Z\"")
                .since())
        .isEqualTo("2026-05-20T22:00:00Z");
    assertThat(fault("{datacenter: dc1}", "").since()).isEqualTo(NOW);
  }

  @Test
  void aFaultWithoutASeverityIsMajor() {
    assertThat(fault("{datacenter: dc1}", "").severity()).isEqualTo(Severity.Major);
  }

  @Test
  void aResolutionWithoutCauseOrEvidenceIsNone() {
    for (var resolution :
        List.of(
            "{}",
            "{cause: x}",
            "{evidence: x}",
            "{cause: x, evidence: \"  \"}",
            "{cause: \"\", evidence: x}")) {
      assertThat(
              fault(
                      "{datacenter: dc1, resolution: " + resolution + "}",
                      "annotations: {rollguard.dev/resolved-at: \"2026-05-20T23:00:00Z\"}")
                  .resolvedTime())
          .as(resolution)
          .isEmpty();
    }
  }

  @Test
  void theStampOfTheApiServerSaysWhenItWasResolved() {
    var fault =
        read(
            "{datacenter: dc1, resolution: {cause: x, evidence: y}}",
            "annotations: {rollguard.dev/resolved-at: \"2026-05-20T23:00:00Z\"}");
    fault.getStatus().setResolvedTime("2026-05-20T23:10:00Z");

    assertThat(facts.fault(fault, NOW).resolvedTime())
        .contains(Instant.parse("2026-05-20T23:00:00Z"));
  }

  @Test
  void withoutAStampWhatTheOperatorNotedCountsElseThisMoment() {
    var fault = read("{datacenter: dc1, resolution: {cause: x, evidence: y}}", "");
    assertThat(facts.fault(fault, NOW).resolvedTime()).contains(NOW);

    fault.getStatus().setResolvedTime("2026-05-20T23:10:00Z");
    assertThat(facts.fault(fault, NOW).resolvedTime())
        .contains(Instant.parse("2026-05-20T23:10:00Z"));

    fault.getMetadata().setAnnotations(Map.of("rollguard.dev/resolved-at", ""));
    assertThat(facts.fault(fault, NOW).resolvedTime())
        .contains(Instant.parse("2026-05-20T23:10:00Z"));
  }

  @Test
  void aStampInTheFutureDoesNotMoveTheQuietPeriodAlong() {
    var fault =
        read(
            "{datacenter: dc1, resolution: {cause: x, evidence: y}}",
            "annotations: {rollguard.dev/resolved-at: \"2027-01-01T00:00:00Z\"}");
    assertThat(facts.fault(fault, NOW).resolvedTime()).contains(NOW);

    fault.getStatus().setResolvedTime("2026-05-20T23:10:00Z");
    assertThat(facts.fault(fault, NOW).resolvedTime())
        .contains(Instant.parse("2026-05-20T23:10:00Z"));

    fault.getStatus().setResolvedTime("2027-01-01T00:00:00Z");
    assertThat(facts.fault(fault, NOW).resolvedTime()).contains(NOW);
  }

  @Test
  void onlyFaultsOfTheDatacenterCountTheWorstFirstThenByName() {
    var faults =
        List.of(
            named("c", "{datacenter: dc1, severity: Minor}"),
            named("b", "{datacenter: dc1, severity: Critical}"),
            named("z", "{datacenter: dc2, severity: Critical}"),
            named("a", "{datacenter: dc1, severity: Critical}"),
            named("d", "{datacenter: dc1, severity: Major}"));

    assertThat(facts.faults(faults, "dc1", NOW))
        .extracting(FaultFact::name)
        .containsExactly("a", "b", "d", "c");
  }

  private FaultFact fault(String spec, String metadata) {
    return facts.fault(read(spec, metadata), NOW);
  }

  private static Fault named(String name, String spec) {
    var fault = read(spec, "");
    fault.getMetadata().setName(name);
    return fault;
  }

  private static Fault read(String spec, String metadata) {
    return Serialization.unmarshal(
        "apiVersion: rollguard.dev/v1alpha1\nkind: Fault\nmetadata: {name: f, %s}\nspec: %s"
            .formatted(metadata, spec),
        Fault.class);
  }

  private static ChangeWindow window(String spec) {
    return Serialization.unmarshal(
        "apiVersion: rollguard.dev/v1alpha1\nkind: ChangeWindow\nmetadata: {name: w}\nspec: %s"
            .formatted(spec),
        ChangeWindow.class);
  }
}
