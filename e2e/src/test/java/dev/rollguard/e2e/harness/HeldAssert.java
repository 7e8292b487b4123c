package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Labels;

/**
 * A Deployment that is held. That it is, and who asked, the API server itself sees to in the same
 * write; the reason follows soon.
 */
public final class HeldAssert {
  private final App app;

  HeldAssert(App app) {
    this.app = app;
    var deployment = app.get();
    assertThat(App.isHeld(deployment)).as(app.title() + " carries the hold's label").isTrue();
    assertThat(Expect.isPaused(deployment)).as(app.title() + " is paused").isTrue();
  }

  /** The hold names who asked; nobody but the API server is needed for that. */
  public HeldAssert stampedBy(String user) {
    assertThat(app.get().getMetadata().getAnnotations())
        .as("annotations of " + app.title())
        .containsEntry(Labels.REQUESTED_BY, user)
        .containsKey(Labels.REQUESTED_AT);
    return this;
  }

  /** The hold and the Change name who asked. */
  public HeldAssert by(String user) {
    stampedBy(user);
    eventually(() -> assertThat(change().getSpec().getRequestedBy()).isEqualTo(user));
    return this;
  }

  public HeldAssert by(Person person) {
    return by(person.name());
  }

  /** The Change and the Deployment's condition say why. */
  public HeldAssert because(String text) {
    eventually(() -> {
      assertThat(change().getStatus().getState()).isEqualTo(ChangeState.Held);
      assertThat(change().getStatus().getMessage()).contains(text);
      assertThat(app.condition(ConditionTypes.ROLLOUT_HELD))
          .hasValueSatisfying(c -> {
            assertThat(c.getStatus()).isEqualTo("True");
            assertThat(c.getMessage()).contains(text);
          });
    });
    return this;
  }

  public HeldAssert because(OpenedFault fault) {
    return because(fault.title());
  }

  /** The newest Change. */
  public Change change() {
    var changes = app.changes();
    assertThat(changes).as("the Changes of " + app.title()).isNotEmpty();
    return changes.getLast();
  }
}
