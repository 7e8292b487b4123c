package dev.rollguard.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the policies depend on.
 *
 * @param operatorUser the one user that the policies exempt
 * @param operatorNamespace not governed, as kube-system is not
 * @param defaultDatacenter of what carries no label and lives in a namespace without one
 */
public record PolicyInput(
    List<PolicyWindow> windows,
    List<PolicyFault> faults,
    String operatorUser,
    String operatorNamespace,
    Optional<String> defaultDatacenter,
    Instant now) {

  public PolicyInput {
    windows = List.copyOf(windows);
    faults = List.copyOf(faults);
  }
}
