package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitCounted;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.ApprovalDraft;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.WindowDraft;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which approvals count. Who gave one, and in which groups, is what the API server says. */
@Scenario
class ApprovalIT {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private World world;
  private App chat;

  @BeforeEach
  void chatRuns(World world) {
    this.world = world;
    chat = world.datacenter("dc1").runs("chat:41");
  }

  /** Alice asks for chat:42, which the window holds until it is approved. */
  private void held(UnaryOperator<WindowDraft> edit) {
    chat.datacenter().window(edit);
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because("needs");
  }

  @Test
  void anApprovalOfSomebodyElseReleasesTheChangeAndIsOnRecord() {
    held(w -> w.approvals(1, "sre"));
    var risk = chat.recorded().getStatus().getRisk();
    assertHeld(chat).because("Risk %s needs an approval from sre; none so far.".formatted(risk));

    var approval = world.bob().in("sre").approves(chat);

    awaitRolledOut(chat, "chat:42");
    var change = awaitChange(chat, ChangeState.Completed);
    assertThat(change.getStatus().getGates())
        .anyMatch(g -> g.startsWith("approvals: passed, approved by bob until "));
    assertThat(chat.approval(approval).getSpec().getApprover()).isEqualTo("bob");
    assertThat(chat.approval(approval).getSpec().getGroups()).contains("sre");
    awaitCounted(chat, approval, true, "It counts until ");
    assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:42");
  }

  @Test
  void whoAskedForTheChangeDoesNotApproveItWhateverUserObjectTheyUse() {
    held(w -> w.approvals(1));

    var own = world.alice().approves(chat);
    var other = world.alice().withUid("4711").in("sre", "ops").approves(chat);

    for (var approval : new String[] {own, other}) {
      awaitCounted(chat, approval, false, "It does not count: alice asked for the change.");
      assertHeld(chat)
          .because("Approval/%s does not count, alice asked for the change".formatted(approval));
    }
    assertStaysHeld(chat, A_MOMENT);
  }

  /** Bob edits what alice asked for: his approver looks at her part, too. */
  @Test
  void whoAskedForTheChangeDoesNotApproveWhatSomebodyElseMadeOfIt() {
    held(w -> w.approvals(1));
    chat.recorded();

    world.bob().setsImage(chat, "chat:43");
    assertHeld(chat).by("bob");
    assertThat(chat.recorded().getSpec().getAlsoRequestedBy()).containsExactly("alice");
    var own = world.alice().approves(chat);

    awaitCounted(chat, own, false, "It does not count: alice asked for what this change replaced.");
    assertStaysHeld(chat, A_MOMENT);
    world.person("carol").approves(chat);
    awaitRolledOut(chat, "chat:43");
    awaitChange(chat, ChangeState.Completed);

    world.bob().setsImage(chat, "chat:44");
    assertHeld(chat).by("bob");
    assertThat(chat.recorded().getSpec().getAlsoRequestedBy()).as("it was released").isEmpty();
  }

  @Test
  void anApprovalOfAnOlderTemplateIsVoid() {
    held(w -> w.approvals(2));
    var older = chat.recorded();
    var approval = world.bob().approves(chat);
    awaitCounted(chat, approval, true, "It counts");

    world.alice().setsImage(chat, "chat:43");
    var hash = older.getSpec().getTemplateHash();
    var newer = ApprovalDraft.approving(chat.recorded()).forTemplate(hash);
    var late = world.bob().creates(chat, newer);
    world.person("carol").approves(chat);

    awaitCounted(chat, late, false, "It does not count: it is for another template.");
    assertHeld(chat).because("carol so far (Approval/" + late + " does not count, it is for");
    assertStaysHeld(chat, A_MOMENT);
    assertThat(chat.changes().getFirst().getStatus().getState()).isEqualTo(ChangeState.Superseded);
    world.bob().approves(chat);
    awaitRolledOut(chat, "chat:43");
  }

  @Test
  void twoApprovalsOfOnePersonAreOne() {
    held(w -> w.approvals(2));

    world.bob().approves(chat);
    world.bob().withUid("4711").in("ops").approves(chat);

    assertHeld(chat).because("needs 2 approvals; bob so far.");
    assertStaysHeld(chat, A_MOMENT);
    world.person("carol").approves(chat);
    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void withoutTheRightNobodyApproves() {
    held(w -> w.approvals(1));

    var answer =
        world.person("mallory").triesToCreate(chat, ApprovalDraft.approving(chat.recorded()));

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text()).contains("mallory").contains("cannot create resource \"approvals\"");
    assertStaysHeld(chat, A_MOMENT);
  }

  @Test
  void anApprovalThatExpiresWhileSomethingElseHoldsIsNeededAgain() {
    var fault = chat.datacenter().fault("lb-error");
    held(w -> w.approvals(1, gate -> gate.setValidFor("5s")));
    var approval = world.bob().approves(chat);
    awaitCounted(chat, approval, true, "It counts until ");
    eventually(() ->
        assertThat(assertHeld(chat).change().getStatus().getMessage()).doesNotContain("needs"));

    awaitCounted(chat, approval, false, "It does not count: it expired ");
    assertHeld(chat).because("Approval/" + approval + " does not count, it expired ");
    fault.resolve();
    fault.awaitClosed();

    assertStaysHeld(chat, Duration.ofSeconds(3));
    assertHeld(chat).because("needs an approval");
    world.bob().approves(chat);
    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void groupsThatTheManifestClaimsAreReplacedByThoseOfTheUser() {
    held(w -> w.approvals(1, "sre"));

    var spoofed =
        world
            .bob()
            .in("dev")
            .creates(
                chat, ApprovalDraft.approving(chat.recorded()).claiming("sre").signedAs("carol"));

    awaitCounted(chat, spoofed, false, "It does not count: bob is in no group that may approve.");
    assertThat(chat.approval(spoofed).getSpec().getApprover()).isEqualTo("bob");
    assertThat(chat.approval(spoofed).getSpec().getGroups()).contains("dev").doesNotContain("sre");
    assertHeld(chat).because("Approval/" + spoofed + " does not count, bob is in no such group");
    assertStaysHeld(chat, A_MOMENT);
  }

  @Test
  void theRulesOfTwoWindowsMustBothBeMet() {
    chat.datacenter().window("ops", w -> w.approvals(2, "ops"));
    held(w -> w.approvals(1, "sre"));

    world.bob().in("sre").approves(chat);
    eventually(() ->
        assertThat(assertHeld(chat).change().getStatus().getMessage())
            .contains("needs 2 approvals from ops")
            .doesNotContain("from sre;"));
    world.person("carol").in("ops").approves(chat);
    assertHeld(chat).because("carol so far");
    assertStaysHeld(chat, A_MOMENT);

    world.person("dave").in("ops").approves(chat);

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aChangeBelowTheRiskThatAWindowNamesNeedsNoApproval() {
    var shop = chat.datacenter().runs("shop", "shop:1.0.0");
    chat.datacenter().window(w -> w.approvals(1, gate -> gate.setMinRisk(Risk.High)));

    world.alice().setsImage(shop, "shop:1.0.1");
    awaitRolledOut(shop, "shop:1.0.1");
    world.alice().setsImage(shop, "shop:2.0.0");

    assertHeld(shop).because("Risk High needs an approval; none so far.");
    var low = shop.changes().getFirst().getStatus();
    assertThat(low.getRisk()).isEqualTo(Risk.Low);
    assertThat(low.getGates()).contains("approvals: passed, risk Low needs no approval.");
    assertStaysHeld(shop, A_MOMENT);
  }

  @Test
  void approvalsGoWithTheirChange() {
    held(w -> w.approvals(2));
    var approval = world.bob().approves(chat);
    var change = chat.recorded();
    eventually(() ->
        assertThat(chat.approval(approval).getMetadata().getOwnerReferences())
            .singleElement()
            .satisfies(o -> assertThat(o.getUid()).isEqualTo(change.getMetadata().getUid())));

    world.person("carol").approves(chat);
    awaitRolledOut(chat, "chat:42");

    awaitRetired(approval);
    assertThat(chat.approval(approval).getStatus().getCounted()).isTrue();
    chat.client().resource(change).delete();
    eventually(() ->
        assertThat(world.bob().does(chat, "get", "approvals", "-o", "name").output())
            .doesNotContain(approval));
  }

  @Test
  void aWithdrawnApprovalCountsNoMore() {
    held(w -> w.approvals(2));
    var approval = world.bob().approves(chat);
    assertHeld(chat).because("bob so far");

    var others = world.person("carol").having("approver", chat).triesToWithdraw(chat, approval);
    world.bob().triesToWithdraw(chat, approval).orFail();

    assertThat(others.code()).isNotZero();
    assertThat(others.text()).contains("is the word of bob");
    assertHeld(chat).because("none so far");
    world.person("carol").approves(chat);
    assertStaysHeld(chat, A_MOMENT);
  }

  private void awaitRetired(String approval) {
    eventually(() ->
        assertThat(chat.approval(approval).getMetadata().getLabels())
            .doesNotContainKey(Labels.ACTIVE));
  }
}
