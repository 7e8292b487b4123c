package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.NullSource;

/** Who edits a held template keeps what others put into it. */
class ReplacedTest {
  @ParameterizedTest
  @NullSource
  @EnumSource(names = {"Held", "Superseded"})
  void whoAskedForWhatWasHeldIsNamed(@Nullable ChangeState state) {
    assertThat(Replaced.requesters(List.of(change("alice", state)), "bob"))
        .containsExactly("alice");
  }

  /** It is in the template no more. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"Held", "Superseded"})
  void whatHasEndedOtherwiseIsNotReplaced(ChangeState state) {
    assertThat(Replaced.requesters(List.of(change("alice", state)), "bob")).isEmpty();
  }

  @Test
  void whatWasReleasedWasApprovedWhenItHadTo() {
    var released = change("alice", ChangeState.Superseded);
    released.getStatus().setReleasedTime("2026-05-21T08:30:00Z");
    assertThat(Replaced.requesters(List.of(released), "bob")).isEmpty();
  }

  /** Both within one second: the second one came after the first, and has ended. */
  @Test
  void whatWasSupersededBeforeWhatHasEndedIsNotReplacedAgain() {
    var first = change("alice", ChangeState.Superseded);
    var second = change("bob", ChangeState.Completed, "alice");
    assertThat(Replaced.requesters(List.of(first, second), "bob")).isEmpty();
    assertThat(Replaced.requesters(List.of(first, change("bob", ChangeState.Superseded)), "carol"))
        .containsExactly("alice", "bob");
  }

  @Test
  void thoseBeforeAreKeptAndNobodyTwice() {
    var third = change("carol", ChangeState.Held, "alice", "bob");
    assertThat(Replaced.requesters(List.of(third), "alice")).containsExactly("bob", "carol");
    assertThat(Replaced.requesters(List.of(third, change("bob", ChangeState.Held)), "dora"))
        .as("nobody can tell which of them came last")
        .containsExactly("alice", "bob", "carol");
  }

  @Test
  void whomNobodyKnowsIsNobody() {
    assertThat(Replaced.requesters(List.of(change("unknown", ChangeState.Held)), "bob")).isEmpty();
    assertThat(Replaced.requesters(List.of(), "bob")).isEmpty();
  }

  /** As many as the CRD admits. */
  @Test
  void ofManyTheLatestAreKept() {
    var users = IntStream.range(0, 32).mapToObj(i -> "user-" + i).toArray(String[]::new);
    assertThat(Replaced.requesters(List.of(change("alice", ChangeState.Held, users)), "bob"))
        .hasSize(32)
        .startsWith("user-1")
        .endsWith("user-31", "alice");
  }

  private static Change change(String by, @Nullable ChangeState state, String... before) {
    var change = new Change();
    change.getSpec().setRequestedBy(by);
    change.getSpec().setAlsoRequestedBy(List.of(before));
    change.getStatus().setState(state);
    return change;
  }
}
