package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.util.List;

/**
 * The CEL that all policies share.
 *
 * <p>Every optional field is guarded: an error in a policy refuses the write. What most writes fail
 * is a match condition, which costs a third of a validation. There is no {@code namespaceObject} in
 * match conditions.
 */
final class Expressions {
  private static final String STARTS_A_ROLLOUT =
      """
      !object.spec.?paused.orValue(false)
      && (oldObject == null || object.spec.template != oldObject.spec.template
          || oldObject.spec.?paused.orValue(false))\
      """;

  private static final String NOT_HELD_YET =
      """
      oldObject == null || !('rollguard.dev/held' in oldObject.metadata.?labels.orValue({}))\
      """;

  private static final String DATACENTERS =
      """
      [object.metadata.?labels[?'rollguard.dev/datacenter'].orValue(variables.home)]
      + (oldObject == null ? []
         : [oldObject.metadata.?labels[?'rollguard.dev/datacenter'].orValue(variables.home)])\
      """;

  private static final String BEFORE =
      """
      oldObject == null ? [] : oldObject.metadata.?managedFields.orValue([]).filter(m, has(m.time))\
      """;

  private static final String AFTER =
      """
      object.metadata.?managedFields.orValue([]).filter(m, has(m.time))\
      """;

  /** A manager that loses a field keeps its time: compare who, how and when, not the entry. */
  private static final String FRESH =
      """
      variables.after.filter(m, !variables.before.exists(o,
        o.manager == m.manager && o.operation == m.operation && o.time == m.time))\
      """;

  private static final String TIMES =
      """
      size(variables.fresh) > 0 ? variables.fresh.map(m, string(m.time))
        : [variables.newest]\
      """;

  private static final String NEWEST =
      """
      ([''] + variables.after.map(m, string(m.time))).max()\
      """;

  private static final String NOW = "variables.times.min()";

  private Expressions() {}

  static MatchCondition notTheOperator(String user) {
    return new MatchCondition(
        "request.userInfo.username != " + Cel.string(user), "not-the-operator");
  }

  /** Created, or its template changed, or resumed; and not paused by its owner. */
  static MatchCondition startsARollout() {
    return new MatchCondition(STARTS_A_ROLLOUT, "starts-a-rollout");
  }

  static MatchCondition notHeldYet() {
    return new MatchCondition(NOT_HELD_YET, "not-held-yet");
  }

  /**
   * The clock. CEL has none, but the API server has stamped the writer's entry in managedFields
   * with the time of this very write, in UTC and whole seconds, so that times compare as text.
   *
   * <p>{@code times} are the stamps that this write brought. One of them is the writer's own;
   * whoever forges another one must have both inside an opening. A second write by the same manager
   * in the same second brings none: then the newest stamp of all is taken. Without any stamp
   * (managedFields were reset) the time is the empty text, which is before every opening.
   *
   * <p>{@code now} is the oldest of them, for openings. {@code newest} is the newest stamp of all,
   * for the record of who asked when: the writer's own is always among them, so nobody dates back
   * and comes first in a queue; a forged future only makes its forger wait.
   */
  static List<Variable> clock() {
    return List.of(
        variable("before", BEFORE),
        variable("after", AFTER),
        variable("fresh", FRESH),
        variable("newest", NEWEST),
        variable("times", TIMES),
        variable("now", NOW));
  }

  /** The datacenter of what carries no label of its own. */
  static Variable home(PolicyInput in) {
    return variable(
        "home",
        "namespaceObject.metadata.?labels[?'rollguard.dev/datacenter'].orValue(%s)"
            .formatted(Cel.string(in.defaultDatacenter().orElse(""))));
  }

  /** Where it is, and where it was. Needs {@link #home}. */
  static Variable datacenters() {
    return variable("datacenters", DATACENTERS);
  }

  static Variable variable(String name, String expression) {
    return new Variable(expression, name);
  }
}
