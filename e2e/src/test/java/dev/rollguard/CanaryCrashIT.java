package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.ExpectCanary.assertCanaryFailed;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Endpoint;
import dev.rollguard.e2e.harness.Reply;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * The operator dies after each of its writes in the life of a canary, and another one takes over:
 * there was one clone, one run of its checks and one of the tests before it, and the same verdict.
 */
@WithoutOperator
class CanaryCrashIT {
  private static final Reply GOOD = Reply.json("{\"errors\": 0}");
  private static final Reply BAD = Reply.json("{\"errors\": 12}");

  @Test
  void aGoodCanaryIsReleasedOnce(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new Story(world, world.endpoint().answers(GOOD)) {
          @Override
          public void play(App chat) {
            world.alice().setsImage(chat, "chat:42");
            awaitRolledOut(chat, "chat:42");
            awaitChange(chat, ChangeState.Completed);
            awaitNoClone(chat);
          }
        });
  }

  @Test
  void aBadCanaryFailsOnce(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new Story(world, world.endpoint().answers(BAD)) {
          @Override
          public void play(App chat) {
            world.alice().setsImage(chat, "chat:42");
            assertCanaryFailed(chat, "nothing was rolled out");
            awaitNoClone(chat);
          }
        });
  }

  /** A test by a Job first, then a canary that a server is asked about. */
  private abstract static class Story implements CutStory {
    private final World world;
    private final Endpoint server;
    private final Map<String, Set<String>> clones = new ConcurrentHashMap<>();

    Story(World world, Endpoint server) {
      this.world = world;
      this.server = server;
    }

    @Override
    public App prepare(Datacenter datacenter) {
      var nick = datacenter.name().split("-")[0];
      var chat = datacenter.runs("chat:41");
      var tests = world.template("tests-" + nick, t -> t.job(0));
      var errors =
          world.template(
              "errors-" + nick, t -> t.http(server.url("/"), "json.errors == 0").times(1));
      datacenter.window(w -> w.preTest(tests).canary(c -> c.check(errors)));
      count(chat);
      return chat;
    }

    /** Every clone that there ever is. */
    private void count(App chat) {
      var seen = clones.computeIfAbsent(chat.namespace(), n -> ConcurrentHashMap.newKeySet());
      chat.client()
          .apps()
          .deployments()
          .inNamespace(chat.namespace())
          .withLabel("rollguard.dev/canary-of")
          .watch(new Counter(seen));
    }

    @Override
    public List<Object> end(App chat) {
      var end = new ArrayList<>(CutStory.super.end(chat));
      end.add("clones " + clones.getOrDefault(chat.namespace(), Set.of()).size());
      end.add(
          chat.runs().stream()
              .map(r -> r.getSpec().getPurpose() + " " + r.getStatus().getVerdict())
              .sorted()
              .toList());
      return end;
    }
  }

  /** Notes the uid of every Deployment that it sees. */
  private record Counter(Set<String> seen) implements Watcher<Deployment> {
    @Override
    public void eventReceived(Action action, Deployment clone) {
      seen.add(clone.getMetadata().getUid());
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new IllegalStateException(cause);
    }
  }
}
