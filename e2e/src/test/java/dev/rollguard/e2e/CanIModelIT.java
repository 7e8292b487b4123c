package dev.rollguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import dev.rollguard.e2e.model.Comparison;
import dev.rollguard.e2e.model.Places;
import dev.rollguard.e2e.model.Setting;
import dev.rollguard.e2e.model.Sites;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code can-i} agrees with what then really happens, in states that nobody thought of. Each run
 * draws others; {@code -Drollguard.e2e.seed=…} draws those of an earlier run again.
 */
@Scenario
@Isolated("many windows keep the policies changing")
@Tag("disruptive")
class CanIModelIT {
  private static final int STATES = 500;
  private static final int NAMESPACES = 8;
  private static final int BY_LAUNCHER = 3;
  private static final String RUNNING = "chat:1.2.3";
  private static final String ASKED = "chat:1.2.4";

  /** A rollout that stays in motion, and is no riskier for it: the template does not tell. */
  private static final String NEVER_AVAILABLE =
      "\"minReadySeconds\": 86400, \"progressDeadlineSeconds\": 90000, ";

  /** What is always drawn; and more reasons than these, else the states are too much alike. */
  private static final Set<String> FATES = Set.of("RollsOut", "Refused", "Held OwnPause");

  private static final int LEAST_FATES = 7;

  @Test
  void theToolAgreesWithWhatThenReallyHappensInFiveHundredRandomStates(World world) {
    var seed = Long.getLong("rollguard.e2e.seed", ThreadLocalRandom.current().nextInt());
    System.out.println("The seed of the random states is " + seed + ".");
    var places = places(world);
    var sites = new Sites(seed, places).with(STATES);
    try (var setting = new Setting(world.cluster().admin(), sites)) {
      setting.arrange(places, RUNNING);
      var comparison = new Comparison(world, namespaces(places), ASKED);
      comparison.agrees(comparison.ask(sites, s -> s.mover().stream()), NEVER_AVAILABLE);

      var told = comparison.ask(sites, s -> s.apps().stream());
      told.stream().limit(BY_LAUNCHER).forEach(comparison::launcherSaysTheSame);
      comparison.agrees(told, "");

      assertThat(told).hasSize(STATES);
      assertThat(told.stream().map(q -> q.told().toString()).collect(Collectors.toSet()))
          .as("what the states of seed %d bring about", seed)
          .containsAll(FATES)
          .hasSizeGreaterThanOrEqualTo(LEAST_FATES);
    }
  }

  private static Places places(World world) {
    var labelled =
        IntStream.range(0, NAMESPACES)
            .mapToObj(i -> world.datacenter("own" + i).namespace())
            .toList();
    return new Places(labelled, unlabelled(world), world.datacenter("first").name());
  }

  private static String unlabelled(World world) {
    var namespace = world.datacenter("none").namespace();
    var namespaces = world.cluster().admin().namespaces();
    namespaces
        .withName(namespace)
        .edit(n -> {
          n.getMetadata().getLabels().remove(Labels.DATACENTER);
          return n;
        });
    return namespace;
  }

  private static List<String> namespaces(Places places) {
    var all = new ArrayList<>(places.labelled());
    all.add(places.unlabelled());
    return all;
  }
}
