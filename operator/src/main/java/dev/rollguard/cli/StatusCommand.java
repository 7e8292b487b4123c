package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.facts.FaultRuns;
import dev.rollguard.cli.overview.Sight;
import dev.rollguard.observe.Facts;
import java.util.List;
import picocli.CommandLine.Command;

/** All datacenters on one screen. */
@Command(
    name = "status",
    description = {
      "Shows all datacenters on one screen: open or closed and until when, faults, overrides,",
      "what is held and why, what is in motion."
    },
    footer = {
      "",
      "Examples:",
      "  kubectl rollguard status",
      "  kubectl rollguard status -o json | jq '.datacenters[] | {name, open, held}'"
    })
final class StatusCommand extends Action {
  StatusCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var reader = session.reader();
    var windows = reader.list(ChangeWindow.class, Paths.WINDOWS);
    var faults = reader.list(Fault.class, Paths.FAULTS);
    var changes = reader.list(Change.class, Paths.ACTIVE_CHANGES);
    var overrides = reader.list(BreakGlass.class, Paths.BREAK_GLASSES);
    var runs = FaultRuns.about(windows.await(), faults.await(), "", reader::checkRuns);
    var overview =
        new Sight(
                shell.clock().instant(),
                windows.await(),
                faults.await(),
                changes.await(),
                overrides.awaitIfAllowed().orElse(List.of()),
                new Facts(runs))
            .overview();
    output.show(shell, overview, style -> new StatusText(style).of(overview));
    return Exit.OK;
  }
}
