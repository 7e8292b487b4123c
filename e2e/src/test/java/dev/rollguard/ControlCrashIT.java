package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Requests.readyAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeWindowSpec;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.Motion;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator is cut off after each of its writes while changes wait for approvals and for their
 * turn: nothing is released twice, never two are in motion, no approval is lost, and the queue goes
 * on.
 */
@WithoutOperator
class ControlCrashIT {
  @Test
  void approvedChangesGoOneAfterTheOther(World world) throws InterruptedException {
    CutStory.playWithEveryCut(world, new Queue(world, false));
  }

  /** Some forty cuts of a quarter of a minute each. */
  @Test
  @Timeout(value = 16, unit = TimeUnit.MINUTES)
  void approvedChangesAndTheirCanariesGoOneAfterTheOther(World world) throws InterruptedException {
    CutStory.playWithEveryCut(world, new Queue(world, true));
  }

  /** Two Deployments are asked for, approved, and go one after the other. */
  private record Queue(World world, boolean canary, Map<String, Motion> motions)
      implements CutStory {
    Queue(World world, boolean canary) {
      this(world, canary, new ConcurrentHashMap<>());
    }

    @Override
    public App prepare(Datacenter datacenter) {
      var chat = datacenter.runs("chat", "chat:41", readyAfter("1s"));
      datacenter.runs("shop", "shop:1", readyAfter("1s"));
      datacenter.window(w -> {
        var draft = w.concurrency(1, "1s").spec(Queue::oneApproval);
        return canary ? draft.canary(c -> c) : draft;
      });
      motions.put(datacenter.name(), world.motion(datacenter));
      return chat;
    }

    @Override
    public void play(App chat) {
      var shop = chat.datacenter().app("shop");
      world.alice().setsImage(chat, "chat:42");
      world.alice().setsImage(shop, "shop:2");
      for (var app : List.of(chat, shop)) {
        eventually(() -> assertThat(app.changes()).hasSize(1));
        assertHeld(app);
        approve(app.changes().getFirst());
      }
      awaitRolledOut(chat, "chat:42");
      awaitRolledOut(shop, "shop:2");
      for (var app : List.of(chat, shop)) {
        awaitChange(app, ChangeState.Completed);
        eventually(() ->
            assertThat(app.changes().getFirst().getMetadata().getLabels())
                .doesNotContainKey(Labels.ACTIVE));
      }
    }

    /** Which of the two comes first may be another one each time: the approvals are not. */
    @Override
    public List<Object> end(App chat) {
      var shop = chat.datacenter().app("shop");
      var end = new ArrayList<>(CutStory.super.end(chat));
      end.addAll(CutStory.super.end(shop));
      var motion = motions.get(chat.datacenter().name());
      end.add("in motion at most " + motion.most());
      end.add(
          "starts "
              + motion.started().stream().filter(n -> !n.contains("canary")).sorted().toList());
      end.add(List.of(Expect.states(chat), Expect.states(shop)));
      return end;
    }

    private static void oneApproval(ChangeWindowSpec spec) {
      var gate = new ApprovalGate();
      gate.setMinRisk(Risk.Low);
      gate.setCount(1);
      spec.getGates().getApprovals().add(gate);
    }

    private void approve(Change change) {
      var approval = new Approval();
      approval.setMetadata(
          new ObjectMetaBuilder()
              .withNamespace(change.getMetadata().getNamespace())
              .withName("yes-" + change.getSpec().getWorkloadRef().getName())
              .build());
      approval.getSpec().getChangeRef().setName(change.getMetadata().getName());
      approval.getSpec().setTemplateHash(change.getSpec().getTemplateHash());
      approval.getSpec().setDecision(ApprovalDecision.Approve);
      approval.getSpec().setComment("looks good");
      world.cluster().admin().resource(approval).create();
    }
  }
}
