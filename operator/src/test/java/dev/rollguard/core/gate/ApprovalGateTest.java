package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.PreTestGateTest.reasons;
import static dev.rollguard.core.gate.Said.approve;
import static dev.rollguard.core.gate.Said.because;
import static dev.rollguard.core.gate.Said.forTemplate;
import static dev.rollguard.core.gate.Said.line;
import static dev.rollguard.core.gate.Said.reject;
import static dev.rollguard.core.gate.Said.said;
import static dev.rollguard.core.gate.Seoul.at;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has approved what, whose word counts, and for how long. */
class ApprovalGateTest {
  private static final String COMMAND = " Approve with: kubectl rollguard approve cart -n shop.";

  @Test
  void withoutAnApprovalItIsHeldAndToldHowToGiveOne() {
    var decision = said().decide(seoul().approvals(Risk.High, 2, "sre", "leads"));
    assertThat(reasons(decision)).containsExactly(Reason.ApprovalMissing);
    assertThat(decision.message())
        .isEqualTo("Risk High needs 2 approvals from sre or leads; none so far." + COMMAND);
    assertThat(decision.retryAt()).isEmpty();
  }

  @Test
  void oneOfTwoIsNotEnoughAndIsNamed() {
    var one = said().approvals(approve("a", "bob"));
    var decision = one.decide(seoul().approvals(Risk.High, 2));
    assertThat(decision.message()).isEqualTo("Risk High needs 2 approvals; bob so far." + COMMAND);
    assertThat(decision.retryAt()).as("bob's ends by itself").contains(at("12:00"));
    assertThat(one.approvals(approve("b", "carol")).decide(seoul().approvals(Risk.High, 2)))
        .satisfies(d -> assertThat(d.releases()).isTrue())
        .satisfies(d ->
            assertThat(line(d, "approvals"))
                .isEqualTo(
                    "approvals: passed, approved by bob until 12:00 KST and carol until 12:00"
                        + " KST."));
  }

  @Test
  void thePersonWhoApprovesTwiceCountsOnce() {
    var twice = said().approvals(approve("a", "bob"), Said.at("08:10", approve("b", "bob")));
    assertThat(twice.decide(seoul().approvals(Risk.High, 2)).message())
        .isEqualTo("Risk High needs 2 approvals; bob so far." + COMMAND);
    assertThat(line(twice.decide(seoul().approvals(Risk.High, 1)), "approvals"))
        .as("the newer one tells until when")
        .isEqualTo("approvals: passed, approved by bob until 12:10 KST.");
  }

  /** A pause may last for ever; a no is final at once. */
  @Test
  void aRejectionEndsWhatItsOwnerPausedToo() {
    var window = seoul().approvals(Risk.High, 1);
    var paused = said().ownPause().approvals(reject("a", "bob"));
    assertThat(paused.decide(window).rejection().orElseThrow().reason()).isEqualTo(Reason.Rejected);
    assertThat(reasons(paused.decide(window))).containsExactly(Reason.OwnPause);
    assertThat(said().ownPause().approvals(reject("a", "alice")).decide(window).rejection())
        .as("it does not count")
        .isEmpty();
  }

  @Test
  void theRequesterDoesNotCount() {
    var own = said().approvals(approve("a", "alice", "sre"));
    assertThat(own.decide(seoul().approvals(Risk.High, 1)).message())
        .isEqualTo(
            "Risk High needs an approval; none so far (Approval/a does not count, alice asked for"
                + " the change)."
                + COMMAND);
  }

  /** Parts of what she asked for may still be in it. */
  @Test
  void whoAskedForWhatItReplacedDoesNotCountEither() {
    var window = seoul().approvals(Risk.High, 1);
    var edited = said().inPlaceOf("dora", "carol").approvals(approve("a", "carol"));
    assertThat(edited.decide(window).message())
        .isEqualTo(
            "Risk High needs an approval; none so far (Approval/a does not count, carol asked for"
                + " what this change replaced)."
                + COMMAND);
    assertThat(edited.approvals(approve("b", "bob")).decide(window).releases()).isTrue();
  }

  @Test
  void anApprovalOfAnotherTemplateIsVoid() {
    var old = said().approvals(forTemplate("hash-a", approve("a", "bob")));
    assertThat(old.decide(seoul().approvals(Risk.High, 1)).message())
        .isEqualTo(
            "Risk High needs an approval; none so far (Approval/a does not count, it is for another"
                + " template)."
                + COMMAND);
  }

  @Test
  void whatNobodyStampedDoesNotCount() {
    var unknown = said().approvals(approve("a", ""), reject("b", ""));
    assertThat(unknown.decide(seoul().approvals(Risk.High, 1)).message())
        .isEqualTo(
            "Risk High needs an approval; none so far (Approval/a does not count, nobody knows who"
                + " gave it)."
                + COMMAND);
  }

  @Test
  void whoIsInNoneOfTheGroupsDoesNotCount() {
    var window = seoul().approvals(Risk.High, 1, "sre", "leads");
    assertThat(said().approvals(approve("a", "bob", "dev")).decide(window).message())
        .isEqualTo(
            "Risk High needs an approval from sre or leads; none so far (Approval/a does not count,"
                + " bob is in no such group)."
                + COMMAND);
    assertThat(said().approvals(approve("a", "bob", "dev", "leads")).decide(window).releases())
        .isTrue();
  }

  @Test
  void itCountsUntilTheInstantItExpires() {
    var approved = said().approvals(approve("a", "bob"));
    var window = seoul().approvals(Risk.High, 1);
    assertThat(approved.decideAt(at("12:00").minusNanos(1), window).releases()).isTrue();
    var expired = approved.decideAt(at("12:00"), window);
    assertThat(reasons(expired)).containsExactly(Reason.ApprovalMissing);
    assertThat(expired.message())
        .isEqualTo(
            "Risk High needs an approval; none so far (Approval/a does not count, it expired 12:00"
                + " KST)."
                + COMMAND);
  }

  /** Else the record would tell of an approval all night that ended in the afternoon. */
  @Test
  void whatSomethingElseHoldsIsLookedAtWhenAnApprovalExpires() {
    var decision =
        said()
            .approvals(approve("a", "bob"))
            .decide(window("dc1").nights().approvals(Risk.High, 1));
    assertThat(reasons(decision)).containsExactly(Reason.OutsideWindow);
    assertThat(decision.retryAt()).contains(at("12:00"));
  }

  @Test
  void belowTheRiskNobodyIsAsked() {
    var window = seoul().approvals(Risk.High, 1);
    assertThat(line(said().risk(Risk.Medium).decide(window), "approvals"))
        .isEqualTo("approvals: passed, risk Medium needs no approval.");
    assertThat(said().risk(Risk.High).decide(window).releases()).isFalse();
    assertThat(said().risk(Risk.Critical).decide(window).releases()).isFalse();
  }

  @Test
  void aRejectionEndsItAlthoughEnoughApproved() {
    var decision =
        said()
            .approvals(
                approve("a", "bob"),
                approve("b", "carol"),
                because("too late.", reject("c", "dan")))
            .decide(seoul().approvals(Risk.High, 2));
    assertThat(decision.releases()).isFalse();
    assertThat(decision.rejection().orElseThrow())
        .isEqualTo(new Verdict.Reject(Reason.Rejected, "Rejected by dan: too late."));
  }

  @Test
  void aRejectionWithoutAWordIsASentenceToo() {
    var decision =
        said().approvals(because(" ", reject("c", "dan"))).decide(seoul().approvals(Risk.High, 1));
    assertThat(decision.message()).isEqualTo("Rejected by dan.");
  }

  @Test
  void theFirstRejectionIsTold() {
    var decision =
        said()
            .approvals(Said.at("08:20", reject("a", "bob")), Said.at("08:10", reject("b", "carol")))
            .decide(seoul().approvals(Risk.High, 1));
    assertThat(decision.message()).isEqualTo("Rejected by carol.");
  }

  @Test
  void whoMayApproveForAnyRiskMayRejectAtEveryRisk() {
    var window = seoul().approvals(Risk.Critical, 1, "sre");
    assertThat(said().risk(Risk.Low).approvals(reject("a", "bob", "sre")).decide(window))
        .satisfies(d -> assertThat(d.rejection()).isPresent());
    assertThat(said().risk(Risk.Low).approvals(reject("a", "bob", "dev")).decide(window))
        .satisfies(d -> assertThat(d.releases()).isTrue());
  }

  /** The outcome must not depend on whether the operator looked between the two. */
  @Test
  void aRejectionIsFinalWhateverTheSamePersonSaysBeforeOrAfterIt() {
    var window = seoul().approvals(Risk.High, 1);
    for (var time : List.of("07:50", "08:00", "08:10")) {
      var decision =
          said().approvals(Said.at(time, approve("a", "bob")), reject("b", "bob")).decide(window);
      assertThat(decision.message()).as(time).isEqualTo("Rejected by bob.");
    }
  }

  @Test
  void theRequesterAndWhoLookedAtAnotherTemplateCannotReject() {
    var window = seoul().approvals(Risk.High, 1);
    var said =
        said()
            .approvals(
                reject("a", "alice"),
                forTemplate("hash-a", reject("b", "bob")),
                approve("c", "carol"));
    assertThat(said.decide(window).releases()).isTrue();
  }

  @Test
  void severalDemandsOfOneWindowMustAllBeMet() {
    var window = seoul().approvals(Risk.Medium, 1, "dev").approvals(Risk.High, 1, "sre");
    assertThat(said().decide(window).message())
        .isEqualTo(
            "Risk High needs an approval from dev; none so far. Risk High needs an approval from"
                + " sre; none so far."
                + COMMAND);
    assertThat(said().approvals(approve("a", "bob", "dev")).decide(window).message())
        .isEqualTo(
            "Risk High needs an approval from sre; none so far (Approval/a does not count, bob is"
                + " in no such group)."
                + COMMAND);
    var both = said().approvals(approve("a", "bob", "dev"), approve("b", "carol", "sre"));
    assertThat(both.decide(window).releases()).isTrue();
    assertThat(said().risk(Risk.Medium).approvals(approve("a", "bob", "dev")).decide(window))
        .satisfies(d -> assertThat(d.releases()).isTrue());
  }

  @Test
  void ofTwoDemandsTheShorterTellsUntilWhen() {
    var window = seoul().approvals(Risk.Low, 1).approvals(Risk.High, 1, Duration.ofHours(1));
    var decision = said().approvals(approve("a", "bob")).decide(window);
    assertThat(line(decision, "approvals"))
        .isEqualTo("approvals: passed, approved by bob until 09:00 KST.");
  }

  @Test
  void eachOfTwoWindowsAsksForItsOwn() {
    var dev = window("a").days().approvals(Risk.Low, 1, "dev");
    var sre = window("b").days().approvals(Risk.High, 2, "sre");
    var bob = approve("a", "bob", "dev", "sre");
    var carol = approve("b", "carol", "sre");
    assertThat(said().approvals(bob).decide(dev, sre).message())
        .isEqualTo("Risk High needs 2 approvals from sre; bob so far." + COMMAND);
    assertThat(said().approvals(carol).decide(dev, sre).holds()).hasSize(2);
    assertThat(said().approvals(bob, carol).decide(dev, sre).releases()).isTrue();
  }

  @Test
  void noMoreThanThreeVainApprovalsAreNamedInTheirOrder() {
    var said = said();
    for (var name : List.of("d", "c", "b", "a")) {
      said.approvals(approve(name, "alice"));
    }
    assertThat(said.decide(seoul().approvals(Risk.High, 1)).message())
        .contains("Approval/a does", "Approval/b does", "Approval/c does")
        .doesNotContain("Approval/d");
  }

  @Test
  void whoSaidItTwiceIsNotToldThatTheFirstOneExpired() {
    var said = said().approvals(Said.at("04:00", approve("a", "bob")), approve("b", "bob"));
    var decision = said.decide(seoul().approvals(Risk.High, 1));
    assertThat(line(decision, "approvals"))
        .isEqualTo("approvals: passed, approved by bob until 12:00 KST.");
  }

  @Test
  void theTimeOfAnApprovalDoesNotDependOnTheOrderInWhichTheyAreRead() {
    Instant later = at("12:10");
    var newer = Said.at("08:10", approve("b", "bob"));
    var window = window("dc1").nights().approvals(Risk.High, 1);
    assertThat(said().approvals(newer, approve("a", "bob")).decide(window).retryAt())
        .contains(later);
    assertThat(said().approvals(approve("a", "bob"), newer).decide(window).retryAt())
        .contains(later);
  }

  private static Windows seoul() {
    return window("dc1").days();
  }
}
