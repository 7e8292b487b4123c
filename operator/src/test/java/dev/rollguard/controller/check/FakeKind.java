package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;
import dev.rollguard.core.check.Placeholders;
import dev.rollguard.core.gate.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * Checks that ask nobody: a test says what comes out. They fill in their query, so that arguments
 * count; a query that says broken does not compile.
 */
final class FakeKind implements Blueprint.Kind {
  /** A sample that was asked for, with the query as it was filled in. */
  record Asked(Probe.Shot shot, String query) {
    String sample() {
      return shot.check() + " " + shot.index();
    }
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final List<String> abandoned = new CopyOnWriteArrayList<>();

  /** What comes out of a check with an index. */
  volatile BiFunction<String, Integer, Finding> answers =
      (check, index) -> new Finding(Outcome.Pass, "value 0");

  /** Runs before each answer, on the thread that takes the sample. */
  volatile Delay before = asked -> {};

  /** Something that takes its time. */
  interface Delay {
    void await(Asked asked) throws InterruptedException;
  }

  @Override
  public Binding compile(Check check, Pace pace) throws InvalidCheckException {
    var query = Objects.requireNonNull(check.getPrometheus()).getQuery();
    if (query.contains("broken")) {
      throw new InvalidCheckException("pass is broken.");
    }
    return new Binding() {
      @Override
      public Probe bind(Given given) throws InvalidCheckException {
        var filled = Placeholders.fillQuery(query, given.args());
        return shot -> {
          var sample = new Asked(shot, filled);
          asked.add(sample);
          before.await(sample);
          return answers.apply(shot.check(), shot.index());
        };
      }

      @Override
      public void abandon(Probe.Shot shot) {
        abandoned.add(shot.check() + " " + shot.index());
      }
    };
  }

  List<String> samples() {
    return asked.stream().map(Asked::sample).toList();
  }
}
