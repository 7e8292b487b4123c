package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds runs of checks for tests; each is by the operator and still runs unless said. */
public final class Tried {
  public static final String HASH = "hash-b";

  private final String template;
  private final Purpose purpose;
  private final Map<String, String> args = new HashMap<>();
  private String name;
  private boolean external;
  private boolean byOperator = true;
  private String hash = HASH;
  private String attempt = "";
  private Instant created = Instant.EPOCH;
  private Optional<RunFact.End> end = Optional.empty();

  private Tried(String template, Purpose purpose) {
    this.template = template;
    this.name = template + "-1";
    this.purpose = purpose;
  }

  public static Tried preTest(String template) {
    return new Tried(template, Purpose.PreTest);
  }

  public static Tried canary(String template, Instant healthy) {
    return new Tried(template, Purpose.Canary).attempt(healthy.toString());
  }

  public static Tried verification(String template, Instant created) {
    var tried = new Tried(template, Purpose.Verification);
    tried.hash = "";
    tried.created = created;
    return tried;
  }

  public Tried name(String name) {
    this.name = name;
    return this;
  }

  public Tried attempt(String attempt) {
    this.attempt = attempt;
    return this;
  }

  public Tried hash(String hash) {
    this.hash = hash;
    return this;
  }

  public Tried arg(String name, String value) {
    args.put(name, value);
    return this;
  }

  public Tried reported() {
    external = true;
    return byPeople();
  }

  public Tried byPeople() {
    byOperator = false;
    return this;
  }

  public RunFact running() {
    return new RunFact(
        name,
        purpose,
        external,
        template,
        Map.copyOf(args),
        hash,
        attempt,
        byOperator,
        created,
        end,
        List.of(),
        "");
  }

  public RunFact ended(Outcome outcome, Instant time) {
    end = Optional.of(new RunFact.End(outcome, "5 of 5 samples.", time));
    return running();
  }

  /** Evidence about {@link #HASH}. */
  public static Evidence evidence(RunFact... runs) {
    return new Evidence(HASH, List.of(runs), Optional.empty(), false, false);
  }

  public static Evidence evidence(CanaryFact canary, RunFact... runs) {
    return new Evidence(HASH, List.of(runs), Optional.of(canary), true, false);
  }
}
