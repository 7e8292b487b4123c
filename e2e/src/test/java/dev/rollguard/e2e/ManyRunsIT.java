package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.RunDraft;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many runs at once all end, and each says what it found. What they cost is measured elsewhere. */
@Scenario
@Isolated("it keeps the machine busy")
@Tag("disruptive")
class ManyRunsIT {
  private static final int RUNS = 200;
  private static final int SAMPLES = 10;

  /** Ten samples, one each second, and much time for a busy machine. */
  private static final Duration IN_TIME = Duration.ofMinutes(2);

  @Test
  void twoHundredRunsAtOnceAllPass(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.report("staging"));
    world.alice().setsImage(chat, "chat:42");
    var change = assertHeld(chat).because("has no report yet").change();
    var one = world.template("one", t -> t.query("vector(1)", "value == 1.0").times(SAMPLES));

    try (var verdicts = new Verdicts(chat)) {
      var run = RunDraft.preTest(change, one.name()).build();
      var runs = chat.client().resource(run).inNamespace(chat.namespace());
      IntStream.range(0, RUNS).parallel().forEach(i -> runs.create());

      within(IN_TIME, () -> assertThat(verdicts.byRun()).hasSize(RUNS));
      assertThat(verdicts.byRun().values()).containsOnly(CheckVerdict.Pass);
    }
  }

  /** What every run came to; the operator keeps only the newest of those that have ended. */
  private static final class Verdicts implements AutoCloseable {
    private final Map<String, CheckVerdict> byRun = new ConcurrentHashMap<>();
    private final SharedIndexInformer<CheckRun> informer;

    Verdicts(App app) {
      var runs = app.client().resources(CheckRun.class).inNamespace(app.namespace());
      informer = runs.inform(new Ended(byRun));
    }

    Map<String, CheckVerdict> byRun() {
      return byRun;
    }

    @Override
    public void close() {
      informer.close();
    }
  }

  private record Ended(Map<String, CheckVerdict> byRun) implements ResourceEventHandler<CheckRun> {
    @Override
    public void onAdd(CheckRun run) {
      var verdict = run.getStatus() == null ? null : run.getStatus().getVerdict();
      if (verdict != null) {
        byRun.put(run.getMetadata().getUid(), verdict);
      }
    }

    @Override
    public void onUpdate(CheckRun before, CheckRun after) {
      onAdd(after);
    }

    @Override
    public void onDelete(CheckRun run, boolean unknown) {
      onAdd(run);
    }
  }
}
