package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How strictly the window is enforced, and what happens at its edges. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Enforcement {
  private @Nullable Mode mode;
  private @Nullable Unattended unattended;
  private @Nullable OnFault onFault;
  private @Nullable Rollbacks rollbacks;

  public @Nullable Mode getMode() {
    return mode;
  }

  public void setMode(@Nullable Mode mode) {
    this.mode = mode;
  }

  public @Nullable Unattended getUnattended() {
    return unattended;
  }

  public void setUnattended(@Nullable Unattended unattended) {
    this.unattended = unattended;
  }

  public @Nullable OnFault getOnFault() {
    return onFault;
  }

  public void setOnFault(@Nullable OnFault onFault) {
    this.onFault = onFault;
  }

  public @Nullable Rollbacks getRollbacks() {
    return rollbacks;
  }

  public void setRollbacks(@Nullable Rollbacks rollbacks) {
    this.rollbacks = rollbacks;
  }
}
