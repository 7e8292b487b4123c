package dev.rollguard.cli;

import dev.rollguard.cli.request.BadArgumentException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that talks to a cluster. */
abstract class Action implements Callable<Integer> {
  @Mixin final Connection connection = new Connection();
  @Mixin final Output output = new Output();

  final Shell shell;

  Action(Shell shell) {
    this.shell = shell;
  }

  /** Does it; answers the exit code. */
  abstract int run(Session session);

  @Override
  public final Integer call() {
    try (var session = connection.open(shell)) {
      try {
        return run(session);
      } catch (FailedException e) {
        throw e;
      } catch (BadArgumentException e) {
        throw new FailedException(Exit.USAGE, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        throw new FailedException(Complaints.of(e));
      }
    }
  }
}
