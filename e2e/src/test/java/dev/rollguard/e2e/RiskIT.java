package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.Assessment;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import dev.rollguard.observe.Assessments;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** How risky a change is, by the chart's rules and by one's own. */
@Scenario
@Isolated("the rules are those of the whole cluster")
class RiskIT {
  private static final String NAMESPACE = "rollguard";
  private static final String NAME = "rollguard-risk-rules";
  private static final String KEY = "rules.yaml";
  private static final String OF_OURS =
      "- {name: ours, risk: Critical, when: change.imageOnly, reason: we never change images}";
  private static final String WITH_AN_ERROR =
      "- {name: broken, risk: Low, when: change.imageOnly && change.tagJmp == 'x', reason: r}";

  private String before = "";

  @BeforeEach
  void remember(World world) {
    before = rules(world.cluster()).require().getData().get(KEY);
  }

  @AfterEach
  void putBack(World world) {
    write(world.cluster(), before);
    eventually(() -> assertThat(accepted(world.cluster())).isEqualTo(before));
  }

  @Test
  void anImageAloneIsLow(World world) {
    var chat = held(world);

    world.alice().setsImage(chat, "chat:42");

    assertThat(assessment(chat))
        .isEqualTo(new Assessment(Risk.Low, List.of("no rule applies, so it counts as Low.")));
  }

  @Test
  void aSecurityContextIsHigh(World world) {
    var chat = held(world);

    world
        .alice()
        .patches(
            chat,
            """
            {"spec":{"template":{"spec":{"securityContext":{"runAsUser":1000}}}}}\
            """);

    assertThat(assessment(chat).risk()).isEqualTo(Risk.High);
    assertThat(assessment(chat).reasons()).anyMatch(r -> r.startsWith("security (High): "));
  }

  @Test
  void aFaultThatIsOpenRaisesTheRisk(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window();
    dc1.fault("lb-error");

    world.alice().setsImage(chat, "chat:42");

    assertThat(assessment(chat).risk()).isEqualTo(Risk.High);
    assertThat(assessment(chat).reasons()).anyMatch(r -> r.startsWith("fault-is-open (High): "));
  }

  @Test
  void rulesWithAnErrorAreRefusedWithTheirPlaceUntilTheyAreMended(World world) {
    var cluster = world.cluster();
    var chat = held(world);

    write(cluster, WITH_AN_ERROR);

    eventually(() ->
        assertThat(refusals(cluster))
            .anySatisfy(e ->
                assertThat(e.getMessage())
                    .startsWith("The old rules stay in force. Rule broken, when: ")
                    .contains("1:21: undeclared reference")));
    world.alice().setsImage(chat, "chat:42");
    assertThat(assessment(chat).risk()).as("by the old rules").isEqualTo(Risk.Low);
    assertThat(accepted(cluster)).isEqualTo(before);

    write(cluster, OF_OURS);
    eventually(() -> assertThat(accepted(cluster)).isEqualTo(OF_OURS));
    world.alice().setsImage(chat, "chat:43");
    eventually(() ->
        assertThat(assessment(chat))
            .isEqualTo(
                new Assessment(
                    Risk.Critical, List.of("ours (Critical): we never change images."))));
  }

  private static App held(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window("freeze", w -> w.closed());
    return chat;
  }

  /** Of the newest Change, as its status tells it. */
  private static Assessment assessment(App app) {
    assertHeld(app);
    eventually(() -> {
      assertThat(app.changes()).isNotEmpty();
      assertThat(app.changes().getLast().getStatus().getRisk()).isNotNull();
    });
    var change = app.changes().getLast();
    var status = change.getStatus();
    var told =
        new Assessment(Risk.valueOf(String.valueOf(status.getRisk())), status.getRiskReasons());
    assertThat(told).as("as it was assessed").isEqualTo(Assessments.of(change));
    return told;
  }

  private static Resource<ConfigMap> rules(Cluster cluster) {
    return cluster.admin().configMaps().inNamespace(NAMESPACE).withName(NAME);
  }

  private static void write(Cluster cluster, String text) {
    rules(cluster)
        .edit(map -> {
          map.setData(Map.of(KEY, text));
          return map;
        });
  }

  /** What the operator keeps for the time when others do not compile. */
  private static String accepted(Cluster cluster) {
    var map = cluster.admin().configMaps().inNamespace(NAMESPACE).withName(NAME + "-accepted");
    var data = map.require().getData();
    return data == null ? "" : String.valueOf(data.get(KEY));
  }

  private static List<Event> refusals(Cluster cluster) {
    return cluster.admin().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(e -> "RiskRulesInvalid".equals(e.getReason()))
        .filter(e -> NAME.equals(e.getInvolvedObject().getName()))
        .filter(e -> "Warning".equals(e.getType()))
        .toList();
  }
}
