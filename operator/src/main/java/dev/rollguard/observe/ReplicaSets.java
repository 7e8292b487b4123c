package dev.rollguard.observe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.core.change.PodTemplate;
import dev.rollguard.core.change.Revisions.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the revisions of a Deployment from its ReplicaSets. */
final class ReplicaSets {
  private ReplicaSets() {}

  /**
   * Those of a list that are of one Deployment.
   *
   * @param owner the uid of the Deployment
   */
  static List<Revision> revisions(JsonNode list, String owner) {
    var revisions = new ArrayList<Revision>();
    for (var replicaSet : list.path("items")) {
      // Those that a deleted Deployment left behind are the next one's in a moment.
      if (ownedBy(replicaSet, owner) || isOrphan(replicaSet)) {
        revisions.add(revision(replicaSet));
      }
    }
    return revisions;
  }

  private static boolean ownedBy(JsonNode object, String uid) {
    for (var owner : object.at("/metadata/ownerReferences")) {
      if (uid.equals(owner.path("uid").asText())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOrphan(JsonNode object) {
    return object.at("/metadata/ownerReferences").isEmpty()
        && object.at("/metadata/deletionTimestamp").isMissingNode();
  }

  private static Revision revision(JsonNode replicaSet) {
    var template = PodTemplate.of(replicaSet.at("/spec/template"));
    return new Revision(
        replicaSet.at("/metadata/name").asText(),
        replicaSet.at("/metadata/annotations").path(Workload.REVISION).asLong(0),
        template,
        template.hash(),
        Instant.parse(replicaSet.at("/metadata/creationTimestamp").asText()),
        replicaSet.at("/spec/replicas").asInt(0),
        replicaSet.at("/status/availableReplicas").asInt(0));
  }
}
