package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Row 23: the number of windows changes neither what is decided nor what a write costs. */
@Scenario
@Isolated("two hundred windows more keep the policies changing")
class ManyWindowsIT {
  private static final int WINDOWS = 200;
  private static final int DATACENTERS = 100;

  @Test
  void twoHundredWindowsAreOnePolicyAndDecideAsOneWould(World world) {
    var client = world.cluster().admin();
    var dc1 = world.datacenter("dc1");
    var dc2 = world.datacenter("dc2");
    var chat1 = dc1.runs("chat:41");
    var chat2 = dc2.runs("chat:41");
    var made = new ArrayList<ChangeWindow>();
    try {
      for (var i = 0; i < WINDOWS; i++) {
        var window = new ChangeWindow();
        window.setMetadata(
            new ObjectMetaBuilder().withName("many-" + dc1.name() + "-" + i).build());
        window.getSpec().setDatacenter("many-" + dc1.name() + "-" + i % DATACENTERS);
        made.add(client.resource(window).create());
      }
      dc1.window();
      dc2.window();
      var fault = dc1.fault("lb-error");

      world.alice().setsImage(chat1, "chat:42");
      world.alice().setsImage(chat2, "chat:42");

      assertHeld(chat1).because(fault);
      awaitRolledOut(chat2, "chat:42");
      assertThat(holdPolicies(world)).containsExactly("hold.rollguard.dev");
      eventually(() ->
          assertThat(client.resources(ChangeWindow.class).list().getItems())
              .filteredOn(w -> w.getMetadata().getName().startsWith("many-" + dc1.name()))
              .allMatch(w ->
                  w.getStatus().getConditions().stream()
                      .anyMatch(
                          c -> c.getType().equals("Enforced") && c.getStatus().equals("True"))));
    } finally {
      made.forEach(w -> client.resource(w).delete());
    }
  }

  private static List<String> holdPolicies(World world) {
    return world
        .cluster()
        .admin()
        .admissionRegistration()
        .v1()
        .mutatingAdmissionPolicies()
        .withLabel("app.kubernetes.io/managed-by", "rollguard-operator")
        .list()
        .getItems()
        .stream()
        .map(p -> p.getMetadata().getName())
        .toList();
  }
}
