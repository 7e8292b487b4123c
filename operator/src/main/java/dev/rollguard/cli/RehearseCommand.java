package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Change;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * What the launcher makes its cache of loaded classes from: the commands that must answer at once,
 * as they would be typed.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand extends Action {
  RehearseCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var exit = play("status");
    session.reader().list(Change.class, Paths.ACTIVE_CHANGES).await().stream()
        .findFirst()
        .ifPresent(c ->
            play(
                "why",
                c.getSpec().getWorkloadRef().getName(),
                "-n",
                c.getMetadata().getNamespace()));
    return exit;
  }

  private int play(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(connection.options());
    return Rollguard.run(shell, all.toArray(String[]::new));
  }
}
