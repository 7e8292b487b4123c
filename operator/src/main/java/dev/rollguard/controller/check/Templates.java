package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.CheckArg;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.core.check.InvalidCheckException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles templates, once for each generation. */
final class Templates {
  /** What the operator supplies, to some runs at least. */
  private static final List<String> SUPPLIED =
      List.of(
          "namespace",
          "deployment",
          "datacenter",
          "change",
          "templateHash",
          "canaryHash",
          "stableHash",
          "fault",
          "start");

  /** Good inside of quotes and outside, in queries and in addresses. */
  private static final String ANY_VALUE = "x";

  private final Blueprint.Kind kinds;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  Templates(Blueprint.Kind kinds) {
    this.kinds = kinds;
  }

  /** What became of a template. */
  sealed interface Compiled {
    /**
     * @param defaults of those arguments that have one
     */
    record Valid(List<Blueprint> checks, Map<String, String> defaults) implements Compiled {}

    /**
     * @param sentence what a person must mend
     */
    record Invalid(String sentence) implements Compiled {}
  }

  private record Known(String uid, long generation, Compiled compiled) {}

  Compiled of(CheckTemplate template) {
    var metadata = template.getMetadata();
    var uid = String.valueOf(metadata.getUid());
    long generation = Objects.requireNonNullElse(metadata.getGeneration(), 0L);
    return known
        .compute(
            metadata.getName(),
            (name, old) ->
                old != null && old.uid().equals(uid) && old.generation() == generation
                    ? old
                    : new Known(uid, generation, compile(template)))
        .compiled();
  }

  void forget(String name) {
    known.remove(name);
  }

  private Compiled compile(CheckTemplate template) {
    var defaults = new HashMap<String, String>();
    var trial = new HashMap<String, String>();
    SUPPLIED.forEach(name -> trial.put(name, ANY_VALUE));
    for (CheckArg arg : template.getSpec().getArgs()) {
      var value = arg.getDefaultValue();
      trial.put(arg.getName(), value == null ? ANY_VALUE : value);
      if (value != null) {
        defaults.put(arg.getName(), value);
      }
    }
    try {
      var checks = new ArrayList<Blueprint>();
      for (Check check : template.getSpec().getChecks()) {
        checks.add(compile(check, trial));
      }
      return new Compiled.Valid(List.copyOf(checks), Map.copyOf(defaults));
    } catch (InvalidCheckException e) {
      return new Compiled.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private Blueprint compile(Check check, Map<String, String> trial) throws InvalidCheckException {
    try {
      var pace = Paces.of(check);
      var binding = kinds.compile(check, pace);
      binding.bind(new Blueprint.Kind.Given(trial, ANY_VALUE));
      return new Blueprint(check.getName(), pace, binding);
    } catch (InvalidCheckException e) {
      throw in(check.getName(), e);
    }
  }

  /** The same words with the name of the check before them. */
  static InvalidCheckException in(String check, InvalidCheckException e) {
    return new InvalidCheckException("Check %s: %s".formatted(check, e.getMessage()));
  }
}
