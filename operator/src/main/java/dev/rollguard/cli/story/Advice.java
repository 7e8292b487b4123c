package dev.rollguard.cli.story;

import dev.rollguard.core.gate.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person may do about a change that is held. The messages of the gates say the rest. */
final class Advice {
  private static final String OVERRIDE = "In an emergency: kubectl rollguard break-glass --help.";

  private Advice() {}

  static List<String> on(@Nullable String reason, String deployment, String namespace) {
    var cancel =
        "Take it back with: kubectl rollguard cancel %s -n %s.".formatted(deployment, namespace);
    return parse(reason)
        .map(r -> Stream.concat(about(r), Stream.of(cancel)).toList())
        .orElse(List.of(cancel));
  }

  private static Optional<Reason> parse(@Nullable String reason) {
    return Arrays.stream(Reason.values()).filter(r -> r.name().equals(reason)).findFirst();
  }

  private static Stream<String> about(Reason reason) {
    return switch (reason) {
      case Frozen, OutsideWindow ->
          Stream.of("Wait: it is released by itself as soon as the window opens.", OVERRIDE);
      case FaultOpen ->
          Stream.of(
              "Close the fault with its cause and evidence: kubectl rollguard fault resolve --help.",
              OVERRIDE);
      case FaultQuietPeriod, FaultVerifying ->
          Stream.of("Wait: it is released by itself when the fault counts no more.", OVERRIDE);
      case FaultNotVerified -> Stream.of("See what the check of the fault found.", OVERRIDE);
      case InvalidSchedule -> Stream.of("Mend the schedule of the ChangeWindow.", OVERRIDE);
      case ApprovalMissing -> Stream.of("Ask somebody else to approve it.", OVERRIDE);
      case PreTestPending, PreTestFailed, PreTestExpired ->
          Stream.of(
              "See its runs with: kubectl get checkruns.rollguard.dev, in its namespace.",
              OVERRIDE);
      case CanaryPending, CanaryRunning, CanaryNoData, AwaitingTurn ->
          Stream.of("Wait: it goes on by itself.", OVERRIDE);
      case AfterDatacenter ->
          Stream.of(
              "It goes on by itself when the datacenter that comes first has run the same template: see how it does there.",
              OVERRIDE);
      case ReleaseRefused, InternalError -> Stream.of("See the log of the operator.");
      case OwnPause,
          CanaryFailed,
          Rejected,
          Released,
          Rollback,
          BreakGlass,
          Cancelled,
          Reverted,
          Unchanged,
          NotCovered,
          WindowDeleted,
          Unguarded,
          RolledBackOnFault,
          Flapping,
          NewerChange,
          Completed,
          CompletedWithoutPods,
          ProgressDeadlineExceeded,
          Uninstalled ->
          Stream.empty();
    };
  }
}
