package dev.rollguard.e2e.harness;

import dev.rollguard.cli.Rollguard;
import dev.rollguard.cli.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** kubectl rollguard, in the hands of somebody. */
public final class Plugin {
  private final World world;
  private final String user;

  private Plugin(World world, String user) {
    this.world = world;
    this.user = user;
  }

  /** An administrator's. */
  public static Plugin of(World world) {
    return new Plugin(world, "");
  }

  /** Of a user who has the rights that a test gives. */
  public static Plugin of(World world, Person person) {
    return new Plugin(world, person.name());
  }

  /** The user also has a role of the chart in the whole cluster. */
  public Plugin having(String role) {
    var binding = Grants.everywhere("e2e-" + user + "-" + role, "rollguard-" + role, user);
    world.cluster().admin().resource(binding).serverSideApply();
    return this;
  }

  /** Runs it, whatever it answers. */
  public Outcome tries(String... arguments) {
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--kubeconfig", world.cluster().kubeconfig().toString()));
    if (!user.isEmpty()) {
      words.addAll(List.of("--as", user));
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var shell =
        new Shell(
            InstantSource.system(),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            "e2e");
    var exit = Rollguard.run(shell, words.toArray(String[]::new));
    return new Outcome(
        words, exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs it; it must succeed. */
  public Outcome does(String... arguments) {
    return tries(arguments).orFail();
  }
}
