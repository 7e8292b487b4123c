package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeSpec;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.WorkloadRef;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.change.TemplateDiff;
import dev.rollguard.core.gate.Assessment;
import dev.rollguard.observe.Assessments;
import dev.rollguard.observe.LiveReader.Request;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Builds the record of a request. Pure; the same request always gives the same name. */
final class NewChange {
  private static final int LABEL_LENGTH = 63;
  private static final int NAME_LENGTH = 240;
  private static final int SHORT_HASH = 16;

  private NewChange() {}

  /**
   * What is asked for, and all that was read about it.
   *
   * @param workload the Deployment as it was seen
   */
  record Asked(Workload workload, Situation situation, Request request) {
    /** What ran before; empty when nothing did. */
    Optional<Revisions.Revision> before() {
      return request.revisions().before(situation.templateHash());
    }
  }

  /**
   * Who asked.
   *
   * @param user as the API server authenticated it
   * @param stamp of the request; empty when the API server stamped none
   * @param time when, RFC 3339
   */
  record Asker(String user, String stamp, String time, Origin origin) {}

  /** How a request came about. */
  enum Origin {
    /** Somebody asked for it. */
    Asked,
    /** Its rollout had started without being held. */
    Unguarded,
    /** Rollguard itself brought back what ran. */
    WayBack
  }

  static Change of(Asked asked, Asker asker, Assessment assessment) {
    var workload = asked.workload();
    var situation = asked.situation();
    var change = new Change();
    var name = workload.getMetadata().getName();
    var uid = workload.getMetadata().getUid();
    var hash = situation.templateHash();
    change.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(workload.getMetadata().getNamespace())
            .withName(cut(name, NAME_LENGTH) + "-" + key(uid, hash, asker, situation.datacenter()))
            .withAnnotations(annotations(asker, assessment))
            .withLabels(
                Map.of(
                    Labels.ACTIVE, Labels.TRUE,
                    Labels.WORKLOAD, label(name),
                    Labels.WORKLOAD_UID, uid,
                    Labels.DATACENTER, label(situation.datacenter()),
                    Labels.TEMPLATE_HASH, hash.substring(0, SHORT_HASH)))
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion("apps/v1")
                    .withKind("Deployment")
                    .withName(name)
                    .withUid(uid)
                    .build())
            .build());
    change.setSpec(spec(asked, asker));
    return change;
  }

  private static Map<String, String> annotations(Asker asker, Assessment assessment) {
    var assessed = Assessments.write(assessment);
    return switch (asker.origin()) {
      case Asked -> Map.of(Labels.ASSESSMENT, assessed);
      case Unguarded -> Map.of(Labels.ASSESSMENT, assessed, Labels.UNGUARDED, Labels.TRUE);
      case WayBack -> Map.of(Labels.ASSESSMENT, assessed, Labels.WAY_BACK, Labels.TRUE);
    };
  }

  private static ChangeSpec spec(Asked asked, Asker asker) {
    var spec = new ChangeSpec();
    var request = asked.request();
    var meta = asked.workload().getMetadata();
    var ref = new WorkloadRef();
    ref.setName(meta.getName());
    ref.setUid(meta.getUid());
    spec.setWorkloadRef(ref);
    spec.setDatacenter(asked.situation().datacenter());
    spec.setTemplateHash(asked.situation().templateHash());
    spec.setRequestedBy(asker.user());
    spec.setAlsoRequestedBy(Replaced.requesters(request.newest(), asker.user()));
    spec.setRequestedTime(asker.time());
    spec.setType(ChangeType.valueOf(request.revisions().typeOf(request.template()).name()));
    spec.setDiff(
        asked
            .before()
            .map(r -> TemplateDiff.lines(r.template(), request.template()))
            .orElseGet(() -> TemplateDiff.first(request.template())));
    spec.setHealthyTemplateHash(request.revisions().healthyNow().orElse(null));
    return spec;
  }

  private static String key(String uid, String hash, Asker asker, String datacenter) {
    var id = String.join("/", uid, hash, asker.stamp(), datacenter);
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
  }

  private static String label(String value) {
    var cut = cut(value, LABEL_LENGTH);
    return cut.replaceAll("[^A-Za-z0-9]+$", "");
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
