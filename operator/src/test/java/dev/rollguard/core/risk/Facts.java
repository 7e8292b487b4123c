package dev.rollguard.core.risk;

import dev.rollguard.core.gate.ChangeType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Facts of a dull change, an image of a small Deployment in a large datacenter, and its neighbours.
 */
public record Facts(RiskFact fact) {
  /** An image moved by a patch, and nothing else is remarkable. */
  public static Facts dull() {
    return new Facts(
        new RiskFact(
            ChangeType.Update,
            template(true, TagJump.Patch, false, 1),
            new BlastFact(10, 1_000),
            new PastFact(0, Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private static TemplateFact template(boolean only, TagJump jump, boolean latest, int containers) {
    return new TemplateFact(
        only, jump, latest, 1, containers, List.of(), false, false, false, false, List.of());
  }

  public Facts type(ChangeType type) {
    return new Facts(new RiskFact(type, fact.template(), fact.blast(), fact.past()));
  }

  public Facts template(TemplateFact template) {
    return new Facts(new RiskFact(fact.type(), template, fact.blast(), fact.past()));
  }

  public Facts jump(TagJump jump) {
    return template(template(true, jump, false, 1));
  }

  public Facts latest(boolean latest) {
    return template(template(true, TagJump.Other, latest, 1));
  }

  public Facts containers(int containers) {
    return template(template(true, TagJump.Patch, false, containers));
  }

  public Facts env(String... names) {
    return template(
        new TemplateFact(
            false,
            TagJump.None,
            false,
            0,
            1,
            List.of(names),
            false,
            false,
            false,
            false,
            List.of()));
  }

  public Facts other(String... fields) {
    return template(
        new TemplateFact(
            false,
            TagJump.None,
            false,
            0,
            1,
            List.of(),
            false,
            false,
            false,
            false,
            List.of(fields)));
  }

  public Facts resources() {
    return template(
        new TemplateFact(
            false, TagJump.None, false, 0, 1, List.of(), true, false, false, false, List.of()));
  }

  public Facts probes() {
    return template(
        new TemplateFact(
            false, TagJump.None, false, 0, 1, List.of(), false, true, false, false, List.of()));
  }

  public Facts volumes() {
    return template(
        new TemplateFact(
            false, TagJump.None, false, 0, 1, List.of(), false, false, true, false, List.of()));
  }

  public Facts security() {
    return template(
        new TemplateFact(
            false, TagJump.None, false, 0, 1, List.of(), false, false, false, true, List.of()));
  }

  public Facts blast(long replicas, long datacenterPods) {
    return new Facts(
        new RiskFact(
            fact.type(), fact.template(), new BlastFact(replicas, datacenterPods), fact.past()));
  }

  private Facts past(PastFact past) {
    return new Facts(new RiskFact(fact.type(), fact.template(), fact.blast(), past));
  }

  public Facts openFaults(int open) {
    var p = fact.past();
    return past(new PastFact(open, p.sinceFaultClosed(), p.sinceFailure(), p.sinceChange()));
  }

  public Facts faultClosed(Duration ago) {
    var p = fact.past();
    return past(new PastFact(p.openFaults(), Optional.of(ago), p.sinceFailure(), p.sinceChange()));
  }

  public Facts failed(Duration ago) {
    var p = fact.past();
    return past(
        new PastFact(p.openFaults(), p.sinceFaultClosed(), Optional.of(ago), p.sinceChange()));
  }

  public Facts changed(Duration ago) {
    var p = fact.past();
    return past(
        new PastFact(p.openFaults(), p.sinceFaultClosed(), p.sinceFailure(), Optional.of(ago)));
  }
}
