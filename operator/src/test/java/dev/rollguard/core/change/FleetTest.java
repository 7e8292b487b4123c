package dev.rollguard.core.change;

import static dev.rollguard.core.gate.RandomFacts.pick;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.ConcurrencyDemand;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Long random stories of many Deployments: people ask, approve, reject, take back and override,
 * faults come and go, and the operator is cut off. The fleet itself asserts that turns are taken in
 * order, and that nothing starts that must not.
 */
class FleetTest {
  private static final int STORIES = 120;
  private static final int EVENTS = 80;
  private static final List<String> TEMPLATES = List.of("a", "b", "c", "d");
  private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dan");

  @Test
  void turnsAreTakenInOrderAndNothingStartsThatMustNot() {
    Seeds.forEach(STORIES, random -> story(random, true));
  }

  @Test
  void whenAllIsWellAgainEveryoneGetsATurnAndNobodyWaitsForWhatIsStuck() {
    Seeds.forEach(
        STORIES,
        random -> {
          var fleet = story(random, random.nextBoolean());

          allIsWell(fleet);

          for (var m : fleet.members.values()) {
            var failed = m.current().filter(c -> c.canary().isPresent()).isPresent();
            var isStuck = (m.name.equals("d0") || m.refused) && m.held;
            if (!failed && !isStuck) {
              assertThat(m.held).as(m.name).isFalse();
              assertThat(m.active).as(m.name).isEmpty();
              assertThat(m.running).isEqualTo(m.template);
            }
          }
        });
  }

  private static Fleet story(Random random, boolean crashes) {
    var fleet = new Fleet(random, NOW, 3 + random.nextInt(5), crashes);
    fleet.windows.put("dc1", aWindow(random, "dc1").fact());
    if (random.nextBoolean()) {
      fleet.windows.put("extra", aWindow(random, "extra").fact());
    }
    for (int i = 0; i < EVENTS; i++) {
      fleet.now = fleet.now.plusSeconds(1);
      event(random, fleet, i);
      for (int looks = random.nextInt(6); looks > 0; looks--) {
        fleet.look(anyone(random, fleet));
      }
    }
    return fleet;
  }

  private static Windows aWindow(Random random, String name) {
    var window =
        window(name)
            .onFault(pick(random, List.of(OnFault.Pause, OnFault.Continue)))
            .quiet(Duration.ofMinutes(random.nextInt(3)))
            .atOnce(
                new ConcurrencyDemand(
                    1 + random.nextInt(3),
                    Duration.ofMinutes(random.nextInt(6)),
                    random.nextInt(3) > 0));
    if (random.nextInt(3) > 0) {
      window.days();
    }
    if (random.nextBoolean()) {
      window.approvals(Risk.Medium, 1 + random.nextInt(2), Duration.ofMinutes(20));
    }
    if (random.nextInt(3) == 0) {
      window.canary();
    }
    return random.nextInt(3) == 0 ? window.gatesRollbacks() : window;
  }

  private static FleetMember anyone(Random random, Fleet fleet) {
    return pick(random, List.copyOf(fleet.members.values()));
  }

  private static void event(Random random, Fleet fleet, int i) {
    var m = anyone(random, fleet);
    switch (random.nextInt(21)) {
      case 0, 1, 2, 3, 4 -> m.ask(pick(random, TEMPLATES), fleet.now);
      case 5, 6, 7 -> m.progress();
      case 8 ->
          fleet.faults.put("f", new FaultFact("f", Severity.Major, fleet.now, Optional.empty()));
      case 9, 10 ->
          fleet.faults.computeIfPresent(
              "f", (n, f) -> new FaultFact(n, f.severity(), f.since(), Optional.of(fleet.now)));
      case 11, 12, 13, 14 -> say(fleet, m, pick(random, PEOPLE), random.nextInt(12) > 0);
      case 15 -> m.current().ifPresent(c -> m.active.put(c.name(), FleetMember.takenBack(c)));
      case 20 -> m.refused = !m.refused;
      case 16 -> override(random, fleet, m, i);
      default ->
          fleet.now = fleet.now.plusSeconds(random.nextInt(random.nextInt(8) == 0 ? 20_000 : 300));
    }
  }

  private static void say(Fleet fleet, FleetMember m, String who, boolean approves) {
    m.current()
        .ifPresent(c -> {
          var said = m.approvals.computeIfAbsent(c.name(), n -> new ArrayList<>());
          said.add(
              new ApprovalFact(
                  "a" + said.size(), approves, who, List.of(), c.templateHash(), "", fleet.now));
        });
  }

  private static void override(Random random, Fleet fleet, FleetMember m, int i) {
    var one = m.current().filter(c -> random.nextInt(4) > 0);
    fleet.overrides.add(
        new BreakGlassFact(
            "b" + i,
            one.isPresent() ? "" : "dc1",
            one.map(c -> "shop/" + c.name()).orElse(""),
            "it burns",
            "bob",
            random.nextBoolean() ? Optional.of("carol") : Optional.empty(),
            fleet.now,
            fleet.now.plusSeconds(300),
            fleet.now.plusSeconds(60)));
  }

  /** Only the first Deployment finds nobody who approves it. */
  private static void allIsWell(Fleet fleet) {
    fleet.crashes = false;
    fleet.faults.clear();
    fleet.overrides.clear();
    fleet.now = fleet.now.plus(Duration.ofDays(1));
    for (int i = 0; i < 200; i++) {
      for (var m : fleet.members.values()) {
        if (!m.name.equals("d0")) {
          say(fleet, m, "bob", true);
          say(fleet, m, "carol", true);
        }
        fleet.look(m);
        fleet.look(m);
        m.progress();
      }
      fleet.now = fleet.now.plusSeconds(60);
      if (fleet.now.atZone(ZoneId.of("Asia/Seoul")).getHour() >= 17) {
        fleet.now = fleet.now.plus(Duration.ofHours(15));
      }
    }
  }
}
