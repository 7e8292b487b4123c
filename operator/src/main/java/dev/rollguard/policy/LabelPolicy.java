package dev.rollguard.policy;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Selector.Requirement;
import dev.rollguard.core.gate.Mode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one policy that all windows with a selector compile to, but those that only warn: a label
 * that a selector names is changed, on the Deployments of the window's datacenter, only by who may
 * update ChangeWindows. Else a label that is taken away would end a hold, or let the next change
 * pass ungoverned.
 *
 * <p>It knows the keys alone and not what a change of them comes to, so it grows with the keys and
 * not with the windows. A match condition cannot know the datacenter: it asks for any of the keys.
 */
final class LabelPolicy {
  private static final String CHANGED =
      """
      variables.selecting.filter(s, s[0] in variables.datacenters
        && object.metadata.?labels[?s[1]] != oldObject.metadata.?labels[?s[1]])\
      """;

  private static final String ALLOWED =
      """
      size(variables.changed) == 0
      || authorizer.group('rollguard.dev').resource('changewindows').check('update').allowed()\
      """;

  private static final String MESSAGE =
      """
      request.userInfo.username + ' may not change the label ' + variables.changed[0][1]
      + ' of Deployment/' + object.metadata.name + ', by which ' + variables.changed[0][2]
      + ' selects: that takes the right to update changewindows.rollguard.dev.'\
      """;

  private final PolicyInput in;
  private final List<PolicyWindow> windows;

  /** Datacenter to label to the title of a window that selects by it. */
  private final SortedMap<String, SortedMap<String, String>> selecting = new TreeMap<>();

  LabelPolicy(PolicyInput in) {
    this.in = in;
    this.windows =
        in.windows().stream()
            .filter(w -> w.fact().mode() != Mode.Warn)
            .filter(w -> !keys(w).isEmpty())
            .toList();
    windows.forEach(
        w -> keys(w).forEach(key -> titles(w).merge(key, w.fact().title(), LabelPolicy::first)));
  }

  private SortedMap<String, String> titles(PolicyWindow window) {
    return selecting.computeIfAbsent(window.datacenter(), d -> new TreeMap<>());
  }

  private static String first(String one, String other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The label of a hold comes and goes in the writes of others, by the policies. */
  private static SortedSet<String> keys(PolicyWindow window) {
    var keys = new TreeSet<String>();
    var selector = window.selector();
    if (selector != null) {
      keys.addAll(selector.getMatchLabels().keySet());
      selector.getMatchExpressions().stream().map(Requirement::getKey).forEach(keys::add);
    }
    keys.remove(Labels.HELD);
    return keys;
  }

  void addTo(Compilation out) {
    if (windows.isEmpty()) {
      return;
    }
    var objects = new ArrayList<HasMetadata>();
    objects.add(policy());
    Bindings.of(Names.LABELS, selecting.keySet(), in)
        .forEach((name, selection) ->
            objects.add(Bindings.validating(name, Names.LABELS, List.of("Deny"), selection)));
    objects.forEach(out::add);
    var keys = objects.stream().map(PolicyKey::of).toList();
    windows.forEach(w -> out.alsoPart(w, keys, List.of(w.datacenter(), keys(w))));
  }

  private HasMetadata policy() {
    return new ValidatingAdmissionPolicyBuilder()
        .withMetadata(Names.meta(Names.LABELS))
        .withNewSpec()
        .withFailurePolicy("Fail")
        .withMatchConstraints(Selection.updates(in))
        .withMatchConditions(Expressions.notTheOperator(in.operatorUser()), changesOne())
        .withVariables(
            Expressions.variable("selecting", Cel.rows(rows(), "")),
            Expressions.home(in),
            Expressions.datacenters(),
            Expressions.variable("changed", CHANGED))
        .addNewValidation()
        .withExpression(ALLOWED)
        .withMessageExpression(MESSAGE)
        .withReason("Forbidden")
        .endValidation()
        .endSpec()
        .build();
  }

  private MatchCondition changesOne() {
    var all = new TreeSet<String>();
    selecting.values().forEach(titles -> all.addAll(titles.keySet()));
    return new MatchCondition(
        """
        object.metadata.?labels != oldObject.metadata.?labels
        && %s.exists(k, object.metadata.?labels[?k] != oldObject.metadata.?labels[?k])\
        """
            .formatted(Cel.strings(List.copyOf(all))),
        "label-changes");
  }

  /** Datacenter, label, and who selects by it. */
  private List<List<String>> rows() {
    var rows = new ArrayList<List<String>>();
    selecting.forEach((datacenter, titles) ->
        titles.forEach((key, title) -> rows.add(List.of(datacenter, key, title))));
    return rows;
  }
}
