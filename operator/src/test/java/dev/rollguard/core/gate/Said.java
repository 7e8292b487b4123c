package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Seoul.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds what people and other changes say about Change/shop/cart-1, which alice asked for. */
public final class Said {
  public static final String CHANGE = "shop/cart-1";
  public static final String ASKED = "2026-05-20T23:00:00Z";

  private final List<ApprovalFact> approvals = new ArrayList<>();
  private final List<BreakGlassFact> breakGlasses = new ArrayList<>();
  private final List<ElsewhereFact> elsewhere = new ArrayList<>();
  private Risk risk = Risk.High;
  private Control.Turn turn = new Control.Turn.Aside();
  private ChangeType type = ChangeType.Update;
  private boolean ownPause;
  private final List<String> others = new ArrayList<>();

  public static Said said() {
    return new Said();
  }

  public Said risk(Risk risk) {
    this.risk = risk;
    return this;
  }

  public Said type(ChangeType type) {
    this.type = type;
    return this;
  }

  /** Who asked for what it replaced. */
  public Said inPlaceOf(String... users) {
    others.addAll(List.of(users));
    return this;
  }

  public Said ownPause() {
    ownPause = true;
    return this;
  }

  public Said approvals(ApprovalFact... facts) {
    approvals.addAll(List.of(facts));
    return this;
  }

  public Said overrides(BreakGlassFact... facts) {
    breakGlasses.addAll(List.of(facts));
    return this;
  }

  public Said elsewhere(ElsewhereFact... facts) {
    elsewhere.addAll(List.of(facts));
    return this;
  }

  public Said waits(NeighbourFact... others) {
    turn = new Control.Turn.Waits(List.of(others));
    return this;
  }

  public Said hasTurn() {
    turn = new Control.Turn.Has();
    return this;
  }

  public RolloutFact rollout() {
    var control =
        new Control(
            CHANGE,
            new Requesters("alice", List.copyOf(others)),
            ASKED,
            risk,
            List.copyOf(approvals),
            List.copyOf(breakGlasses),
            turn,
            List.copyOf(elsewhere));
    return new RolloutFact("shop", "cart", "dc1", type, ownPause, Tried.evidence(), control);
  }

  public Decision decide(Windows... windows) {
    return decideAt(NOW, windows);
  }

  public Decision decideAt(Instant now, Windows... windows) {
    var facts = List.of(windows).stream().map(Windows::fact).toList();
    return Gates.decide(now, rollout(), facts, List.of());
  }

  /** Approved at 08:00, half an hour ago. */
  public static ApprovalFact approve(String name, String approver, String... groups) {
    return approval(name, true, approver, List.of(groups), Seoul.at("08:00"));
  }

  public static ApprovalFact reject(String name, String approver, String... groups) {
    return approval(name, false, approver, List.of(groups), Seoul.at("08:00"));
  }

  public static ApprovalFact approval(
      String name, boolean approves, String approver, List<String> groups, Instant time) {
    return new ApprovalFact(name, approves, approver, groups, Tried.HASH, "", time);
  }

  static ApprovalFact at(String time, ApprovalFact of) {
    return new ApprovalFact(
        of.name(),
        of.approves(),
        of.approver(),
        of.groups(),
        of.templateHash(),
        of.comment(),
        Seoul.at(time));
  }

  static ApprovalFact forTemplate(String hash, ApprovalFact of) {
    return new ApprovalFact(
        of.name(), of.approves(), of.approver(), of.groups(), hash, of.comment(), of.createdTime());
  }

  static ApprovalFact because(String comment, ApprovalFact of) {
    return new ApprovalFact(
        of.name(),
        of.approves(),
        of.approver(),
        of.groups(),
        of.templateHash(),
        comment,
        of.createdTime());
  }

  /** Another change of the datacenter under ChangeWindow/dc1, an update. */
  public static NeighbourFact neighbour(
      String name, String asked, NeighbourFact.Standing standing) {
    return new NeighbourFact("Change/shop/" + name, Set.of("dc1"), false, asked, standing);
  }

  static String line(Decision decision, String gate) {
    return decision.lines().stream()
        .filter(l -> l.gate().equals(gate))
        .map(GateLine::text)
        .findFirst()
        .orElseThrow();
  }
}
