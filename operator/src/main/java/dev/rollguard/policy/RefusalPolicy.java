package dev.rollguard.policy;

import dev.rollguard.core.gate.Mode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResources;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policy of one window in mode Deny or Warn: a rollout outside an opening, or under a fault, is
 * refused or warned about, with the reason.
 *
 * <p>It cannot recognise a rollback, because it does not know which templates ran healthy: Deny
 * refuses those too. A window in mode Hold releases them at once.
 */
final class RefusalPolicy {
  private static final String OPEN =
      """
      variables.times.all(t, variables.openings.exists(w, w[0] <= t && t < w[1]))\
      """;

  private static final String FROZEN =
      """
      variables.freezes.filter(f, f[0] <= variables.now && variables.now < f[1])\
      """;

  private static final String NEXT =
      """
      variables.openings.filter(w, w[0] > variables.now)\
      """;

  /** At most three faults are named: the message has a bound. */
  private static final String REFUSALS =
      """
      (variables.open ? [] : [variables.closed])
      + [?variables.inForce[?0], ?variables.inForce[?1], ?variables.inForce[?2]].map(f, f[1])
      + (size(variables.inForce) <= 3 ? []
         : ['and ' + string(size(variables.inForce) - 3) + ' more faults'])\
      """;

  private static final String NAME =
      """
      'Deployment/' + object.metadata.?name.orValue(object.metadata.?generateName.orValue(''))\
      """;

  private final PolicyInput in;
  private final PolicyWindow window;
  private final RefusalTexts texts;

  RefusalPolicy(PolicyInput in, PolicyWindow window) {
    this.in = in;
    this.window = window;
    this.texts = new RefusalTexts(in, window);
  }

  void addTo(Compilation out) {
    var name = Names.policy(window.name(), window.fact().mode());
    var objects = new ArrayList<HasMetadata>();
    objects.add(policy(name));
    Bindings.of(name, List.of(window.datacenter()), in)
        .forEach((binding, selection) ->
            objects.add(Bindings.validating(binding, name, actions(), selection)));
    objects.forEach(out::add);
    out.part(
        window,
        objects.stream().map(PolicyKey::of).toList(),
        Optional.of(texts.openings().until()),
        List.of(window.fact(), window.datacenter(), selection(), texts.faults()));
    out.renewAt(texts.openings().renewAt());
    texts.faults().forEach(f -> out.renewAt(f.until()));
  }

  private HasMetadata policy(String name) {
    return new ValidatingAdmissionPolicyBuilder()
        .withMetadata(Names.meta(name))
        .withNewSpec()
        .withFailurePolicy("Fail")
        .withMatchConstraints(selection())
        .withMatchConditions(
            Expressions.notTheOperator(in.operatorUser()), Expressions.startsARollout())
        .withVariables(variables())
        .addNewValidation()
        .withExpression("size(variables.refusals) == 0")
        .withMessageExpression(message())
        .withReason("Forbidden")
        .endValidation()
        .endSpec()
        .build();
  }

  private MatchResources selection() {
    return Selection.rollouts(in, window.namespaceSelector(), window.selector());
  }

  private List<Variable> variables() {
    var variables = new ArrayList<Variable>();
    variables.add(Expressions.variable("openings", texts.openingsLiteral()));
    variables.add(Expressions.variable("freezes", texts.freezesLiteral()));
    variables.add(Expressions.variable("faults", texts.faultsLiteral()));
    variables.addAll(Expressions.clock());
    variables.add(Expressions.variable("open", OPEN));
    variables.add(Expressions.variable("frozen", FROZEN));
    variables.add(Expressions.variable("next", NEXT));
    variables.add(Expressions.variable("closed", texts.closedExpression()));
    variables.add(
        Expressions.variable("inForce", "variables.faults.filter(f, variables.now < f[0])"));
    variables.add(Expressions.variable("refusals", REFUSALS));
    return variables;
  }

  private String message() {
    var sentence =
        switch (window.fact().mode()) {
          case Deny, Hold ->
              " + ' is refused: ' + variables.refusals.join('; ') + '. Then try again.'";
          case Warn ->
              " + ' rolls out although ' + variables.refusals.join('; ') + '. '\n+ "
                  + Cel.string(window.fact().title() + " only warns (mode Warn).");
        };
    return NAME + "\n" + sentence.strip();
  }

  private List<String> actions() {
    return window.fact().mode() == Mode.Warn ? List.of("Warn", "Audit") : List.of("Deny");
  }
}
