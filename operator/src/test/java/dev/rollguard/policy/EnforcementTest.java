package dev.rollguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.policy.Enforcement.Enforced;
import dev.rollguard.policy.Enforcement.NotYet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnforcementTest {
  private final Enforcement enforcement =
      new Enforcement(Map.of("dc1", new Enforced()), Map.of(), Map.of("dc1", 2L));

  @Test
  void itIsAboutTheSpecThatWasCompiledOrAnEarlierOne() {
    assertThat(enforcement.of("dc1", 2)).isEqualTo(new Enforced());
    assertThat(enforcement.of("dc1", 1)).isEqualTo(new Enforced());
  }

  @Test
  void aSpecThatWasNotCompiledYetIsNotYetEnforced() {
    assertThat(enforcement.of("dc1", 3)).isEqualTo(new NotYet(Optional.empty()));
    assertThat(enforcement.of("dc2", 1)).isEqualTo(new NotYet(Optional.empty()));
  }
}
