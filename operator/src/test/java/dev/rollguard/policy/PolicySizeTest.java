package dev.rollguard.policy;

import static dev.rollguard.policy.Inputs.NOW;
import static dev.rollguard.policy.Inputs.cron;
import static dev.rollguard.policy.Inputs.input;
import static dev.rollguard.policy.Inputs.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.schedule.Schedule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The number of windows and faults is bounded in what the API server must read and evaluate. */
class PolicySizeTest {
  private static final int MOST_BYTES = 64 * 1024;

  @Test
  void twoHundredHoldWindowsAreOnePolicy() {
    var compiled = PolicyCompiler.compile(input(NOW, windows(Mode.Hold, nights()), List.of()));

    assertThat(compiled.objects().keySet())
        .extracting(PolicyKey::title)
        .containsExactly(
            "MutatingAdmissionPolicy/hold.rollguard.dev",
            "MutatingAdmissionPolicyBinding/deployments.hold.rollguard.dev",
            "MutatingAdmissionPolicyBinding/namespaces.hold.rollguard.dev");
    assertThat(compiled.windows()).hasSize(200);
    assertBounded(compiled);
  }

  @Test
  void openingsOfManyDatacentersShareTheSpace() {
    var dense = cron("Etc/UTC", "*/10 * * * *", "1m");
    var compiled = PolicyCompiler.compile(input(NOW, windows(Mode.Hold, dense), List.of()));

    assertBounded(compiled);
    assertThat(compiled.windows().values())
        .allSatisfy(part ->
            assertThat(part.followedUntil())
                .hasValueSatisfying(until -> assertThat(until).isAfter(compiled.renewAt())));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"Deny", "Warn"})
  void otherWindowsHaveABoundedPolicyEach(Mode mode) {
    var dense = cron("Asia/Seoul", "*/10 * * * *", "1m");
    var faults =
        IntStream.range(0, 300).mapToObj(i -> Inputs.open("x".repeat(240) + i, "dc0")).toList();
    var compiled = PolicyCompiler.compile(input(NOW, windows(mode, dense), faults));

    assertThat(compiled.objects().keySet())
        .filteredOn(k -> k.kind() == PolicyKind.ValidatingAdmissionPolicy)
        .hasSize(200);
    assertBounded(compiled);
  }

  @Test
  void aWindowWithALongNameHasPoliciesWithValidNames() {
    var compiled =
        PolicyCompiler.compile(
            input(
                NOW,
                window("w".repeat(253), "dc1", Mode.Deny, nights()),
                window("w".repeat(252) + "x", "dc1", Mode.Deny, nights())));

    assertThat(compiled.objects()).hasSize(6);
    assertThat(compiled.objects().keySet())
        .allSatisfy(key -> assertThat(key.name()).hasSizeLessThanOrEqualTo(253));
  }

  private static Schedule nights() {
    return cron("Asia/Seoul", "0 22 * * MON-THU", "6h");
  }

  private static List<PolicyWindow> windows(Mode mode, Schedule schedule) {
    var windows = new ArrayList<PolicyWindow>();
    for (int i = 0; i < 200; i++) {
      windows.add(window("window" + i, "dc" + i % 100, mode, schedule));
    }
    return windows;
  }

  private static void assertBounded(CompiledPolicies compiled) {
    assertThat(compiled.objects().values())
        .allSatisfy(object ->
            assertThat(Serialization.asJson(object).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(MOST_BYTES + 8 * 1024));
  }
}
