package dev.rollguard.controller.change;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.CanaryStatus;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The records of canaries; none is changed once it is written. Pure. */
final class CanaryStatuses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CanaryStatuses() {}

  static CanaryStatus copy(CanaryStatus from) {
    return JSON.convertValue(from, CanaryStatus.class);
  }

  /** It did well, and its Change is released. */
  static @Nullable CanaryStatus passed(@Nullable CanaryStatus before, Instant now) {
    if (before == null || before.getVerdict() != null) {
      return before;
    }
    var passed = copy(before);
    passed.setVerdict(CheckVerdict.Pass);
    passed.setEndTime(now.toString());
    return passed;
  }
}
