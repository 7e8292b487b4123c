package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Whoever reads the audit log alone knows what happened to a rollout, and in which order. */
@Scenario
class AuditIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SELECTS = "{\"logger\":\"rollguard.audit\"";

  @Test
  void theLogTellsWhyARolloutWasHeldAndHowItEnded(World world) {
    assumeTrue(world.cluster().ours(), "its log cannot be read");
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.quietPeriod("2s"));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(fault);

    fault.resolve();

    var change = awaitChange(chat, ChangeState.Completed);
    fault.awaitClosed();
    eventually(() ->
        assertThat(lines(world, about(chat)))
            .extracting(l -> text(l, "action") + " " + text(l, "reason"))
            .containsExactly(
                "Held FaultOpen",
                "Held FaultQuietPeriod",
                "Released Released",
                "Completed Completed"));
    assertThat(lines(world, about(chat)))
        .allSatisfy(line -> {
          assertThat(text(line, "change")).isEqualTo(change.getMetadata().getName());
          assertThat(text(line, "templateHash")).isEqualTo(change.getSpec().getTemplateHash());
          assertThat(text(line, "requestedBy")).isEqualTo("alice");
          assertThat(text(line, "datacenter")).isEqualTo(change.getSpec().getDatacenter());
          assertThat(text(line, "actor")).startsWith("system:serviceaccount:");
        });
    eventually(() ->
        assertThat(lines(world, l -> text(l, "fault").equals(fault.name())))
            .extracting(l -> text(l, "action"))
            .containsExactly("FaultOpened", "FaultResolved", "FaultClosed"));
  }

  @Test
  void theLogTellsWhoAskedForWhatAChangeReplaced(World world) {
    assumeTrue(world.cluster().ours(), "its log cannot be read");
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window();
    dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice");
    chat.recorded();

    world.bob().setsImage(chat, "chat:43");

    assertHeld(chat).by("bob");
    var change = chat.recorded().getMetadata().getName();
    eventually(() ->
        assertThat(lines(world, about(chat).and(l -> text(l, "change").equals(change))))
            .isNotEmpty()
            .allSatisfy(line -> {
              assertThat(text(line, "requestedBy")).isEqualTo("bob");
              assertThat(line.path("alsoRequestedBy"))
                  .singleElement()
                  .extracting(JsonNode::asText)
                  .isEqualTo("alice");
            }));
  }

  private static Predicate<JsonNode> about(App app) {
    return line ->
        text(line, "namespace").equals(app.namespace())
            && text(line, "deployment").equals(app.name());
  }

  /** In the order in which they were told, by whichever replica. */
  private static List<JsonNode> lines(World world, Predicate<JsonNode> wanted) {
    Cluster cluster = world.cluster();
    return cluster
        .operatorLog()
        .lines()
        .filter(line -> line.contains(SELECTS))
        .map(line -> read(line.substring(line.indexOf(SELECTS))))
        .filter(wanted)
        .sorted(Comparator.comparing(line -> text(line, "time")))
        .toList();
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText();
  }
}
