package dev.rollguard.core.risk;

import dev.cel.bundle.Cel;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.rollguard.core.cel.Language;
import dev.rollguard.core.gate.ChangeType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The facts under the names that rules read them by. Each is declared by its full name, so that a
 * misspelt one is an error of the rule, with its position, and not a rule that never applies.
 */
enum Variable {
  FIRST_DEPLOY(
      "change.firstDeploy",
      "The Deployment rolls out for the first time; then nothing is compared.",
      f -> f.type() == ChangeType.Create),
  RESTART(
      "change.restart",
      "Nothing differs but the stamp of `kubectl rollout restart`.",
      f -> f.type() == ChangeType.Restart),
  ROLLBACK(
      "change.rollback",
      "The template completed healthy in this Deployment before.",
      f -> f.type() == ChangeType.Rollback),
  IMAGE_ONLY(
      "change.imageOnly",
      "Images of containers differ, and nothing else.",
      f -> f.template().imageOnly()),
  TAG_JUMP(
      "change.tagJump",
      SimpleType.STRING,
      "How far the images moved: `'none'`, `'patch'` (1.4.1 to 1.4.2), `'minor'` (1.4 to 1.5), `'digest'` (the same tag, another digest), `'other'` (builds such as 41 to 42, commits, another repository, another variant of the same version) or `'major'` (1.9 to 2.0, up or down). Of several images the one that stands last in this list counts.",
      f -> f.template().tagJump().word()),
  LATEST(
      "change.latest",
      "An image that is new here has the tag `latest`, or neither tag nor digest: the same name may be another image tomorrow.",
      f -> f.template().latest()),
  IMAGES(
      "change.images",
      SimpleType.INT,
      "Containers with another image, added ones too.",
      f -> (long) f.template().images()),
  CONTAINERS(
      "change.containers",
      SimpleType.INT,
      "Containers that differ in anything, added and removed ones too. Init containers count.",
      f -> (long) f.template().containers()),
  ENV(
      "change.env",
      ListType.create(SimpleType.STRING),
      "Names of environment variables that were added, removed or changed. Values are never seen.",
      f -> f.template().env()),
  RESOURCES("change.resources", "Requests or limits changed.", f -> f.template().resources()),
  PROBES(
      "change.probes",
      "A liveness, readiness or startup probe changed.",
      f -> f.template().probes()),
  VOLUMES(
      "change.volumes",
      "A volume changed, or where a container mounts it.",
      f -> f.template().volumes()),
  SECURITY(
      "change.security",
      "A security context of the pod or of a container changed, or `hostNetwork`, `hostPID`, `hostIPC`, `hostUsers`, `serviceAccountName`, `automountServiceAccountToken`.",
      f -> f.template().security()),
  OTHER(
      "change.other",
      ListType.create(SimpleType.STRING),
      "Fields that changed and that no fact above covers: of containers by their name, such as `'command'`, of the pod as `'pod.nodeSelector'`, `'pod.label.tier'` or `'pod.annotation.team'`; `'containers'` when one was added or removed; `'order'` when only the order changed.",
      f -> f.template().other()),
  REPLICAS(
      "blast.replicas",
      SimpleType.INT,
      "Pods that the Deployment wants.",
      f -> f.blast().replicas()),
  DATACENTER_PODS(
      "blast.datacenterPods",
      SimpleType.INT,
      "Pods that all Deployments of the datacenter want together; at most about a second old.",
      f -> Math.max(f.blast().replicas(), f.blast().datacenterPods())),
  SHARE(
      "blast.share",
      SimpleType.DOUBLE,
      "`blast.replicas` of `blast.datacenterPods`, from 0.0 to 1.0.",
      f -> f.blast().share()),
  OPEN_FAULTS(
      "faults.open",
      SimpleType.INT,
      "Faults of the datacenter that are not closed, of any severity.",
      f -> (long) f.past().openFaults()),
  FAULT_CLOSED(
      "faults.closedHoursAgo",
      SimpleType.DOUBLE,
      "Hours since the resolution of the fault that was closed last in the datacenter; endless when none is known.",
      f -> hours(f.past().sinceFaultClosed())),
  FAILED(
      "history.failedHoursAgo",
      SimpleType.DOUBLE,
      "Hours since a Change of this Deployment failed; endless when none is known. The chart's `changes.kept` says how many are remembered.",
      f -> hours(f.past().sinceFailure())),
  CHANGED(
      "history.changedHoursAgo",
      SimpleType.DOUBLE,
      "Hours since another template was rolled out in this Deployment; endless when none was.",
      f -> hours(f.past().sinceChange()));

  private static final double SECONDS = 3600;

  private final String path;
  private final CelType type;
  private final String meaning;
  private final Function<RiskFact, Object> value;

  Variable(String path, String meaning, Function<RiskFact, Object> value) {
    this(path, SimpleType.BOOL, meaning, value);
  }

  Variable(String path, CelType type, String meaning, Function<RiskFact, Object> value) {
    this.path = path;
    this.type = type;
    this.meaning = meaning;
    this.value = value;
  }

  /** As rules write it. */
  String path() {
    return path;
  }

  CelType type() {
    return type;
  }

  /** For the reference, with its unit. */
  String meaning() {
    return meaning;
  }

  /** The language in which all of them are known; it takes a while to make. */
  static Cel language() {
    return Language.of(
        Arrays.stream(values()).collect(Collectors.toMap(Variable::path, Variable::type)));
  }

  /** What they are for one change. */
  static Map<String, Object> of(RiskFact fact) {
    return Arrays.stream(values())
        .collect(Collectors.toMap(Variable::path, v -> v.value.apply(fact)));
  }

  private static double hours(Optional<Duration> since) {
    return since.map(d -> d.toMillis() / (1e3 * SECONDS)).orElse(Double.POSITIVE_INFINITY);
  }
}
