package dev.rollguard.policy;

import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.schedule.Opening;
import dev.rollguard.core.schedule.Schedule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The one policy that all windows in mode Hold compile to: rollouts in their datacenters are born
 * held, whatever the windows' selectors; the operator releases at once what no window covers.
 *
 * <p>It also stamps who asked for a rollout, and when, on what it lets pass in a datacenter with
 * windows in mode Warn, or whose schedule it follows. One policy does both: each one that matches
 * costs a write a millisecond.
 */
final class HoldPolicy {
  static final int MOST_BYTES = 64 * 1024;

  /** How many openings each datacenter may publish: the first of these that fits. */
  private static final List<Integer> FEWER =
      List.of(PublishedOpenings.MOST, 100, 50, 25, 12, 6, 3, 1, 0);

  private static final String HOLD =
      """
      variables.datacenters.exists(d, d in variables.governed
        && !variables.times.all(t, variables.governed[d].exists(w, w[0] <= t && t < w[1])))\
      """;

  private static final String STAMP =
      """
      variables.datacenters.exists(d, d in variables.governed || d in variables.watched)\
      """;

  /**
   * An annotation that says unguarded is not of this hold: kubectl rollout undo brings it along
   * from the ReplicaSet of a rollout that was.
   */
  private static final String PATCH =
      """
      !variables.stamp ? [] :
      (has(object.metadata.annotations) ? []
        : [JSONPatch{op: "add", path: "/metadata/annotations", value: {}}])
      + [JSONPatch{op: "add", value: request.userInfo.username,
           path: "/metadata/annotations/" + jsonpatch.escapeKey("rollguard.dev/requested-by")},
         JSONPatch{op: "add", value: variables.newest,
           path: "/metadata/annotations/" + jsonpatch.escapeKey("rollguard.dev/requested-at")}]
      + (!variables.hold ? [] :
         [JSONPatch{op: "add", path: "/spec/paused", value: true}]
         + (has(object.metadata.labels) ? []
            : [JSONPatch{op: "add", path: "/metadata/labels", value: {}}])
         + [JSONPatch{op: "add", value: "true",
              path: "/metadata/labels/" + jsonpatch.escapeKey("rollguard.dev/held")}]
         + (!('rollguard.dev/unguarded' in object.metadata.?annotations.orValue({})) ? []
            : [JSONPatch{op: "remove",
                 path: "/metadata/annotations/" + jsonpatch.escapeKey("rollguard.dev/unguarded")}])
         + variables.unpaused.map(i, JSONPatch{op: "remove",
              path: "/metadata/managedFields/" + string(i) + "/fieldsV1/f:spec/f:paused"}))\
      """;

  /**
   * Managers that own the field and say {@code paused: false} must not look as if they had paused
   * it, once the hold has: only a pause that somebody asked for keeps its owner.
   */
  private static final String UNPAUSED =
      """
      object.metadata.?managedFields.orValue([])
        .filter(m, m.?fieldsV1[?'f:spec'][?'f:paused'].hasValue())
        .map(m, object.metadata.managedFields.indexOf(m))\
      """;

  private final PolicyInput in;
  private final SortedMap<String, List<PolicyWindow>> governed;
  private final SortedSet<String> watched;
  private final SortedMap<String, PublishedOpenings> openings;

  private HoldPolicy(PolicyInput in) {
    this.in = in;
    this.governed = byDatacenter(in, Mode.Hold);
    this.watched = new TreeSet<>(byDatacenter(in, Mode.Warn).keySet());
    this.watched.removeAll(governed.keySet());
    this.openings = openings();
  }

  static HoldPolicy of(PolicyInput in) {
    return new HoldPolicy(in);
  }

  private static SortedMap<String, List<PolicyWindow>> byDatacenter(PolicyInput in, Mode mode) {
    return in.windows().stream()
        .filter(w -> w.fact().mode() == mode)
        .collect(
            Collectors.groupingBy(PolicyWindow::datacenter, TreeMap::new, Collectors.toList()));
  }

  /** The openings of each datacenter whose schedule may be followed and that no fault closes. */
  private SortedMap<String, PublishedOpenings> openings() {
    var openings = new TreeMap<String, PublishedOpenings>();
    for (int most : FEWER) {
      openings.clear();
      for (var datacenter : governed.entrySet()) {
        if (most > 0 && mayFollow(datacenter.getValue())) {
          openings.put(
              datacenter.getKey(),
              PublishedOpenings.of(schedules(datacenter.getValue()), in.now(), most));
        }
      }
      if (bytes(literal(openings)) < MOST_BYTES) {
        break;
      }
    }
    return openings;
  }

  private boolean mayFollow(List<PolicyWindow> windows) {
    return windows.stream()
            .allMatch(w -> w.fact().followsSchedule() && MindedFault.of(w, in).isEmpty())
        && schedules(windows).size() == windows.size();
  }

  private static List<Schedule> schedules(List<PolicyWindow> windows) {
    return windows.stream()
        .map(w -> w.fact().calendar())
        .filter(WindowFact.Calendar.Readable.class::isInstance)
        .map(c -> ((WindowFact.Calendar.Readable) c).schedule())
        .toList();
  }

  void addTo(Compilation out) {
    if (governed.isEmpty() && watched.isEmpty()) {
      return;
    }
    var objects = objects();
    objects.forEach(out::add);
    var keys = objects.stream().map(PolicyKey::of).toList();
    governed.forEach((datacenter, windows) ->
        windows.forEach(w -> out.part(w, keys, followed(datacenter), meaning(datacenter))));
    openings.values().forEach(o -> out.renewAt(o.renewAt()));
    governed.values().stream()
        .flatMap(List::stream)
        .filter(w -> w.fact().followsSchedule())
        .forEach(w -> MindedFault.of(w, in).forEach(f -> out.renewAt(f.until())));
  }

  private Optional<Instant> followed(String datacenter) {
    return Optional.ofNullable(openings.get(datacenter)).map(PublishedOpenings::until);
  }

  private List<?> meaning(String datacenter) {
    return openings.containsKey(datacenter)
        ? List.of(datacenter, schedules(Objects.requireNonNull(governed.get(datacenter))))
        : List.of(datacenter);
  }

  private List<HasMetadata> objects() {
    var datacenters = new TreeSet<>(governed.keySet());
    datacenters.addAll(watched);
    var objects = new ArrayList<HasMetadata>();
    objects.add(policy());
    Bindings.of(Names.HOLD, datacenters, in)
        .forEach((name, selection) ->
            objects.add(
                new MutatingAdmissionPolicyBindingBuilder()
                    .withMetadata(Names.meta(name))
                    .withNewSpec()
                    .withPolicyName(Names.HOLD)
                    .withMatchResources(selection)
                    .endSpec()
                    .build()));
    return objects;
  }

  private HasMetadata policy() {
    return new MutatingAdmissionPolicyBuilder()
        .withMetadata(Names.meta(Names.HOLD))
        .withNewSpec()
        .withFailurePolicy("Fail")
        .withReinvocationPolicy("IfNeeded")
        .withMatchConstraints(Selection.rollouts(in, null, null))
        .withMatchConditions(
            Expressions.notTheOperator(in.operatorUser()),
            Expressions.startsARollout(),
            Expressions.notHeldYet())
        .withVariables(variables())
        .addNewMutation()
        .withPatchType("JSONPatch")
        .withNewJsonPatch(PATCH)
        .endMutation()
        .endSpec()
        .build();
  }

  private List<Variable> variables() {
    var variables = new ArrayList<Variable>();
    variables.add(Expressions.variable("governed", literal(openings)));
    variables.add(Expressions.variable("watched", Cel.strings(List.copyOf(watched))));
    variables.add(Expressions.home(in));
    variables.add(Expressions.datacenters());
    variables.addAll(Expressions.clock());
    variables.add(Expressions.variable("hold", HOLD));
    variables.add(Expressions.variable("stamp", STAMP));
    variables.add(Expressions.variable("unpaused", UNPAUSED));
    return variables;
  }

  /** Datacenter to what the API server may let pass by itself; nothing: hold always. */
  private String literal(SortedMap<String, PublishedOpenings> published) {
    if (governed.isEmpty()) {
      return "{}";
    }
    return governed.keySet().stream()
        .map(dc ->
            "  %s: %s"
                .formatted(
                    Cel.string(dc),
                    Cel.rows(rows(published.getOrDefault(dc, PublishedOpenings.CLOSED)), "  ")))
        .collect(Collectors.joining(",\n", "{\n", "\n}"));
  }

  private static List<List<String>> rows(PublishedOpenings openings) {
    return openings.list().stream().map(o -> row(openings, o)).toList();
  }

  private static List<String> row(PublishedOpenings openings, Opening opening) {
    return List.of(openings.always() ? "" : opening.from().toString(), opening.until().toString());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
