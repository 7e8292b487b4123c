package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.cli.request.Freezes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Nothing rolls out in a datacenter, from now on. */
@Command(
    name = "freeze",
    description =
        "Freezes a datacenter: from now on no change rolls out there but rollbacks. A freeze is"
            + " a ChangeWindow of its own, named freeze-DATACENTER.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard freeze dc1 --reason \"load balancer is being replaced\"",
      "  kubectl rollguard freeze dc1 --reason \"year end\" --until 2027-01-02T09:00 --time-zone Asia/Seoul",
      "  kubectl rollguard freeze dc1 --reason \"moving racks\" --for 4h",
      "",
      "The same with kubectl: a ChangeWindow with nothing but schedule.closed; see examples/02-freeze."
    })
final class FreezeCommand extends Action {
  @Parameters(paramLabel = "DATACENTER", description = "The datacenter.")
  private String datacenter = "";

  @Option(names = "--reason", required = true, description = "Why; everybody who is held reads it.")
  private String reason = "";

  @ArgGroup private @Nullable End end;

  @Mixin private final Zone zone = new Zone();
  @Mixin private final Patience patience = new Patience();

  /** One of the two; without them it lasts until somebody thaws it. */
  static final class End {
    @Option(
        names = "--until",
        paramLabel = "TIME",
        description =
            "When it ends: 2027-01-02T09:00+09:00, 2027-01-02T09:00 or 4h; default: never.")
    private @Nullable String until;

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        description = "How long it lasts, such as 4h.")
    private @Nullable String length;
  }

  record Result(
      String datacenter, String window, @Nullable String until, String reason, String message) {}

  FreezeCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var until = until();
    var now = shell.clock().instant();
    var order = new Freezes.Order(datacenter, reason, now, until, zone.id());
    var windows = session.client().resources(ChangeWindow.class);
    var present = Optional.ofNullable(windows.withName(Freezes.name(datacenter)).get());
    present.ifPresent(FreezeCommand::refuseWhatIsNoFreeze);
    var written =
        present
            .map(p -> session.client().resource(Freezes.renewed(p, order)).update())
            .orElseGet(() -> session.client().resource(Freezes.window(order)).create());
    Datacenters.warning(session, datacenter, written).ifPresent(shell.err()::println);
    var message = message(present.isPresent(), until);
    if (patience.waits()) {
      awaitForce(session, written);
    }
    var result =
        new Result(
            datacenter,
            written.getMetadata().getName(),
            until.map(Instant::toString).orElse(null),
            Freezes.reason(written),
            message);
    output.show(shell, result, style -> message + "\n");
    return Exit.OK;
  }

  private Optional<Instant> until() {
    if (end == null) {
      return Optional.empty();
    }
    var times = zone.times(shell);
    return Optional.of(
        end.until == null
            ? times.ahead("--for", String.valueOf(end.length))
            : times.ahead("--until", end.until));
  }

  private static void refuseWhatIsNoFreeze(ChangeWindow window) {
    if (!Freezes.isFreeze(window)) {
      throw new FailedException(
          "ChangeWindow/%s is not a freeze of this command, so it is left alone; rename it, or freeze with kubectl."
              .formatted(window.getMetadata().getName()));
    }
  }

  private String message(boolean renewed, Optional<Instant> until) {
    return "Datacenter %s is %s %s; thaw it with: kubectl rollguard thaw %s."
        .formatted(
            datacenter,
            renewed ? "still frozen, now" : "frozen",
            until.map(u -> "until " + zone.show(u)).orElse("until somebody thaws it"),
            datacenter);
  }

  /** A freeze that the API server does not enforce yet is none. */
  private void awaitForce(Session session, ChangeWindow written) {
    var name = written.getMetadata().getName();
    var generation = written.getMetadata().getGeneration();
    var inForce =
        patience.until(() ->
            Optional.ofNullable(session.client().resources(ChangeWindow.class).withName(name).get())
                .filter(w -> isInForce(w, generation)));
    if (inForce.isEmpty()) {
      throw new FailedException(
          "ChangeWindow/%s is written, but was not in force after %s: the operator may be down; see: kubectl describe changewindows.rollguard.dev %s."
              .formatted(name, patience.shown(), name));
    }
  }

  private static boolean isInForce(ChangeWindow window, @Nullable Long generation) {
    return says(window, ConditionTypes.ENFORCED, "True", generation)
        && says(window, ConditionTypes.OPEN, "False", generation);
  }

  private static boolean says(
      ChangeWindow window, String type, String status, @Nullable Long generation) {
    return window.getStatus().getConditions().stream()
        .filter(c -> type.equals(c.getType()) && status.equals(c.getStatus()))
        .anyMatch(c -> generation == null || generation.equals(c.getObservedGeneration()));
  }
}
