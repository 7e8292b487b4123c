package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** All datacenters on one screen. */
@Command(name = "status", description = "Shows all datacenters on one screen.")
final class StatusCommand extends Action {
  record Result(List<String> datacenters) {}

  StatusCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var datacenters =
        session.client().resources(ChangeWindow.class).list().getItems().stream()
            .map(w -> w.getSpec().getDatacenter())
            .distinct()
            .sorted()
            .toList();
    output.show(
        shell,
        new Result(datacenters),
        style -> datacenters.stream().map(d -> style.bold(d) + "\n").collect(Collectors.joining()));
    return Exit.OK;
  }
}
