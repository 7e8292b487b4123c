package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Whose pause it is, told from what a real API server stored. */
class OwnPauseTest {
  @Test
  void aHoldIsNobodysPause() {
    assertOwnPause("held", false);
  }

  @Test
  void aDeploymentThatWasCreatedPausedIsItsOwners() {
    assertOwnPause("created-paused", true);
  }

  @Test
  void pausedFalseInAnAppliedManifestIsNoPause() {
    assertOwnPause("csa-paused-false", false);
  }

  /** Server-side apply owns a field that it sets to false. */
  @Test
  void pausedFalseInAServerSideAppliedManifestIsNoPause() {
    assertOwnPause("ssa-paused-false", false);
  }

  @Test
  void anOwnerWhoResumesByServerSideApplyHasNoPauseLeft() {
    assertOwnPause("ssa-paused-true-then-false", false);
  }

  @Test
  void aManifestThatPausesWhileHeldIsItsOwners() {
    assertOwnPause("csa-paused-true-while-held", true);
  }

  /** True and false look the same here: never clear what may be an owner's pause. */
  @Test
  void aManifestThatClaimsTheFieldWhileHeldIsTakenForAPause() {
    assertOwnPause("ssa-paused-false-while-held", true);
  }

  /** In the second of the hold somebody else wrote the template: the manifest may be younger. */
  @Test
  void aManifestThatClaimsTheFieldInTheSecondOfAnothersRequestIsTakenForAPause() {
    var tree = tree("ssa-paused-false");
    var heldSince = tree.at("/metadata/annotations/rollguard.dev~1requested-at").asText();
    ((ArrayNode) tree.at("/metadata/managedFields"))
        .addObject()
        .put("manager", "kubectl-set")
        .put("operation", "Update")
        .put("time", heldSince)
        .withObject("/fieldsV1/f:spec/f:template");

    assertThat(Stored.read(tree.toString()).isOwnPause()).isTrue();
  }

  @Test
  void whatIsNotPausedIsNobodysPause() {
    var tree = tree("created-paused");
    tree.withObject("/spec").put("paused", false);

    assertThat(Stored.read(tree.toString()).isOwnPause()).isFalse();
  }

  @Test
  void ourOwnPauseIsNotTheOwners() {
    var tree = tree("created-paused");
    entryOfPaused(tree).put("manager", "rollguard");

    assertThat(Stored.read(tree.toString()).isOwnPause()).isFalse();
  }

  @Test
  void anAppliedPauseThatIsNotHeldIsTheOwners() {
    var tree = tree("ssa-paused-true-then-false");
    tree.withObject("/metadata/labels").remove("rollguard.dev/held");

    assertThat(Stored.read(tree.toString()).isOwnPause()).isTrue();
  }

  @Test
  void withoutAStampOrATimeAClaimCounts() {
    var unstamped = tree("ssa-paused-false");
    unstamped.withObject("/metadata/annotations").put("rollguard.dev/requested-at", "");
    var untimed = tree("ssa-paused-false");
    entryOfPaused(untimed).remove("time");
    var odd = tree("ssa-paused-false");
    odd.withObject("/metadata/annotations").put("rollguard.dev/requested-at", "yesterday");

    assertThat(Stored.read(unstamped.toString()).isOwnPause()).isTrue();
    assertThat(Stored.read(untimed.toString()).isOwnPause()).isTrue();
    assertThat(Stored.read(odd.toString()).isOwnPause()).isTrue();
  }

  @Test
  void aManifestThatIsNoJsonIsNoPause() {
    var tree = tree("held");
    tree.withObject("/metadata/annotations")
        .put("kubectl.kubernetes.io/last-applied-configuration", "{\"paused\":true");

    assertThat(Stored.read(tree.toString()).isOwnPause()).isFalse();
  }

  @Test
  void theWordInAnotherPlaceOfTheManifestIsNoPause() {
    var tree = tree("held");
    tree.withObject("/metadata/annotations")
        .put(
            "kubectl.kubernetes.io/last-applied-configuration",
            "{\"metadata\":{\"annotations\":{\"x\":\"{\\\"paused\\\":true}\"}},\"y\":{\"paused\":true}}");

    assertThat(Stored.read(tree.toString()).isOwnPause()).isFalse();
  }

  private static void assertOwnPause(String file, boolean own) {
    var workload = Stored.workload("own-pause/" + file + ".json");

    assertThat(workload.getSpec().isPaused()).isTrue();
    assertThat(workload.isOwnPause()).isEqualTo(own);
  }

  private static ObjectNode tree(String file) {
    return (ObjectNode) Stored.tree("own-pause/" + file + ".json");
  }

  private static ObjectNode entryOfPaused(JsonNode tree) {
    for (var entry : tree.at("/metadata/managedFields")) {
      if (entry.at("/fieldsV1/f:spec").has("f:paused")) {
        return (ObjectNode) entry;
      }
    }
    throw new AssertionError("Nobody owns spec.paused");
  }
}
