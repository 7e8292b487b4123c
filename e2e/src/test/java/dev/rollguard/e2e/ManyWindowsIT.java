package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many windows are one policy, and each decides as it would alone. */
@Scenario
@Isolated("many windows keep the policies changing")
@Tag("disruptive")
class ManyWindowsIT {
  private static final int DATACENTERS = 100;
  private static final int WINDOWS_EACH = 2;

  private record Site(App chat, OpenedFault fault) {}

  /** Row 23. What a write costs with as many is measured by the bench. */
  @Test
  void twoHundredWindowsOfAHundredDatacentersDecideAsOneWould(World world) {
    var client = world.cluster().admin();
    var datacenters =
        IntStream.range(0, DATACENTERS).mapToObj(i -> world.datacenter("dc" + i)).toList();
    var chats =
        datacenters.parallelStream().map(dc -> dc.create("chat", "chat:41", d -> d)).toList();
    chats.forEach(chat -> awaitRolledOut(chat, "chat:41"));
    var windows =
        create(
            client,
            DATACENTERS * WINDOWS_EACH,
            i -> window("many-" + world.hashCode() + "-" + i, chats.get(i / 2).namespace()));
    try {
      awaitEnforced(client, windows);
      var troubled =
          IntStream.range(0, DATACENTERS / 2)
              .mapToObj(i -> new Site(chats.get(2 * i), datacenters.get(2 * i).fault("lb-" + i)))
              .toList();

      chats.parallelStream().forEach(chat -> setImage(chat, "chat:42"));

      troubled.forEach(site -> assertHeld(site.chat()).because(site.fault()));
      for (var i = 1; i < DATACENTERS; i += 2) {
        awaitRolledOut(chats.get(i), "chat:42");
      }
      troubled.forEach(site -> assertThat(site.chat().rolledOut()).containsExactly("chat:41"));
      assertThat(holdPolicies(client)).containsExactly("hold.rollguard.dev");
    } finally {
      windows.parallelStream().forEach(w -> client.resource(w).delete());
    }
  }

  @Test
  void aThousandWindowsWithLongNamesAreEnforced(World world) {
    var client = world.cluster().admin();
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var windows =
        create(
            client,
            1_000,
            i -> window("many-%d-%04d".formatted(world.hashCode(), i), "d%062d".formatted(i)));
    try {
      dc1.window();
      awaitEnforced(client, windows);
      var fault = dc1.fault("lb-error");

      world.alice().setsImage(chat, "chat:42");

      assertHeld(chat).because(fault);
      assertThat(holdPolicies(client)).containsExactly("hold.rollguard.dev");
    } finally {
      windows.parallelStream().forEach(w -> client.resource(w).delete());
    }
  }

  private static ChangeWindow window(String name, String datacenter) {
    var window = new ChangeWindow();
    window.setMetadata(new ObjectMetaBuilder().withName(name).build());
    window.getSpec().setDatacenter(datacenter);
    return window;
  }

  private static List<ChangeWindow> create(
      KubernetesClient client, int count, IntFunction<ChangeWindow> make) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> client.resource(make.apply(i)).create())
        .toList();
  }

  private static void awaitEnforced(KubernetesClient client, List<ChangeWindow> windows) {
    var names = windows.stream().map(w -> w.getMetadata().getName()).toList();
    eventually(() ->
        assertThat(client.resources(ChangeWindow.class).list().getItems())
            .filteredOn(w -> names.contains(w.getMetadata().getName()))
            .hasSize(names.size())
            .allMatch(ManyWindowsIT::isEnforced));
  }

  private static boolean isEnforced(ChangeWindow window) {
    return window.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Enforced") && c.getStatus().equals("True"));
  }

  private static void setImage(App chat, String image) {
    var patch =
        """
        {"spec": {"template": {"spec": {"containers": [{"name": "app", "image": "%s"}]}}}}\
        """;
    chat.resource().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch.formatted(image));
  }

  private static List<String> holdPolicies(KubernetesClient client) {
    return client
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
