package dev.rollguard.policy;

import static dev.rollguard.policy.Inputs.NOW;
import static dev.rollguard.policy.Inputs.hold;
import static dev.rollguard.policy.Inputs.input;
import static dev.rollguard.policy.Inputs.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {
  @Test
  void theOrderOfWindowsAndFaultsDoesNotMatter() {
    var windows = new ArrayList<PolicyWindow>();
    var faults = new ArrayList<PolicyFault>();
    for (int i = 0; i < 20; i++) {
      var mode = Mode.values()[i % 3];
      windows.add(Inputs.window("w" + i, "dc" + i % 5, mode, Schedule.always()));
      faults.add(i % 2 == 0 ? Inputs.open("f" + i, "dc" + i % 7) : quiet(i));
    }
    var compiled = PolicyCompiler.compile(input(NOW, windows, faults));

    Collections.shuffle(windows, new Random(7));
    Collections.shuffle(faults, new Random(8));

    assertThat(PolicyCompiler.compile(input(NOW, windows, faults)).objects())
        .isEqualTo(compiled.objects());
  }

  private static PolicyFault quiet(int i) {
    return resolved("f" + i, "dc" + i % 7, NOW.minusSeconds(60));
  }

  @Test
  void anOpenFaultIsRecompiledWhenItsQuietPeriodEnds() {
    var windows = List.of(hold("nights", "dc1"));
    var faults = List.of(resolved("lb-error", "dc1", NOW.minusSeconds(60)));
    var end = NOW.minusSeconds(60).plus(Duration.ofMinutes(10));

    var quiet = PolicyCompiler.compile(input(NOW, windows, faults));
    var after = PolicyCompiler.compile(input(end, windows, faults));

    assertThat(quiet.renewAt()).isEqualTo(end);
    assertThat(quiet.windows().get("nights").followedUntil()).isEmpty();
    assertThat(after.windows().get("nights").followedUntil()).isPresent();
    assertThat(after.objects())
        .isEqualTo(PolicyCompiler.compile(input(end, windows, List.of())).objects());
  }

  @Test
  void aFaultElsewhereChangesNothing() {
    var windows = List.of(hold("nights", "dc1"));

    assertThat(
            PolicyCompiler.compile(input(NOW, windows, List.of(Inputs.open("f", "dc2")))).objects())
        .isEqualTo(PolicyCompiler.compile(input(NOW, windows, List.of())).objects());
  }

  @Test
  void aWindowThatSelectsByLabelsIsEnforcedOnlyWithThePolicyThatGuardsThem() {
    var labels = new PolicyKey(PolicyKind.ValidatingAdmissionPolicy, Names.LABELS);
    var bound =
        new PolicyKey(PolicyKind.ValidatingAdmissionPolicyBinding, "namespaces." + Names.LABELS);
    for (var mode : List.of(Mode.Hold, Mode.Deny)) {
      var compiled =
          PolicyCompiler.compile(
              input(
                  NOW,
                  selecting(mode, "tier"),
                  Inputs.window("all", "dc1", mode, Schedule.always())));

      assertThat(compiled.windows().get("chat").objects()).contains(labels, bound);
      assertThat(compiled.windows().get("all").objects()).doesNotContain(labels, bound);
    }
  }

  @Test
  void anotherWindowsLabelsMeanNothingNewForAWindow() {
    var chat = selecting(Mode.Hold, "tier");
    var alone = PolicyCompiler.compile(input(NOW, chat));
    var other =
        Inputs.selecting(Inputs.window("other", "dc1", Mode.Deny, Schedule.always()), "team");
    var both = PolicyCompiler.compile(input(NOW, chat, other));

    assertThat(both.objects()).isNotEqualTo(alone.objects());
    assertThat(both.windows().get("chat").meaning())
        .isEqualTo(alone.windows().get("chat").meaning());
    assertThat(PolicyCompiler.compile(input(NOW, selecting(Mode.Hold, "team"))).windows())
        .extractingByKey("chat")
        .extracting(CompiledPolicies.Part::meaning)
        .isNotEqualTo(alone.windows().get("chat").meaning());
  }

  /** A hold writes it into the request of whoever asks. */
  @Test
  void theLabelOfAHoldIsNotGuardedAgainstTheHold() {
    var held = selecting(Mode.Hold, Labels.HELD);

    assertThat(PolicyCompiler.compile(input(NOW, held)).objects().keySet())
        .noneMatch(key -> key.name().contains(Names.LABELS));
  }

  private static PolicyWindow selecting(Mode mode, String label) {
    return Inputs.selecting(Inputs.window("chat", "dc1", mode, Schedule.always()), label);
  }
}
