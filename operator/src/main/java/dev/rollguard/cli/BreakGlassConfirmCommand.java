package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.cli.request.Overrides;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The word of the second person. */
@Command(
    name = "confirm",
    description = "Confirms an override that somebody else opened, so that it does not lapse.",
    footerHeading = "%nExample:%n",
    footer = {
      "  kubectl rollguard break-glass confirm dc1-7x2kq --comment \"I lead the incident\""
    })
final class BreakGlassConfirmCommand extends Action {
  @Parameters(paramLabel = "NAME", description = "The BreakGlass.")
  private String name = "";

  @Option(names = "--comment", required = true, description = "Why it is right.")
  private String comment = "";

  @Mixin private final Zone zone = new Zone();
  @Mixin private final Patience patience = new Patience();

  record Result(
      String breakGlass, @Nullable String state, @Nullable String activeUntil, String message) {}

  BreakGlassConfirmCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var override = session.client().resources(BreakGlass.class).withName(name);
    var written = Merge.into(override, Overrides.confirmation(comment));
    var generation = Optional.ofNullable(written.getMetadata().getGeneration());
    var seen =
        patience
            .until(() ->
                Optional.ofNullable(override.get())
                    .filter(b ->
                        b.getStatus().getState() == BreakGlassState.Active
                            || generation.equals(
                                Optional.ofNullable(b.getStatus().getObservedGeneration()))))
            .orElse(written);
    var status = seen.getStatus();
    var active = status.getState() == BreakGlassState.Active;
    var message = active ? confirmed(status.getActiveUntil()) : unconfirmed(seen);
    output.show(
        shell,
        new Result(
            name,
            status.getState() == null ? null : status.getState().name(),
            status.getActiveUntil(),
            message),
        style -> message + "\n");
    return active || !patience.waits() ? Exit.OK : Exit.FAILED;
  }

  private String confirmed(@Nullable String activeUntil) {
    return "BreakGlass/%s is confirmed, and in force until %s."
        .formatted(name, BreakGlassCommand.shown(zone, activeUntil));
  }

  private String unconfirmed(BreakGlass override) {
    return Optional.ofNullable(override.getStatus().getSummary())
        .map(s -> "Your word is recorded. %s".formatted(s))
        .orElse("Your word is recorded; the operator has not said yet whether it counts.");
  }
}
