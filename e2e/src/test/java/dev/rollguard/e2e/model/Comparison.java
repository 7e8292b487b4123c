package dev.rollguard.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.e2e.harness.Outcome;
import dev.rollguard.e2e.harness.Plugin;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks what would become of rollouts, lets them begin, and compares. */
public final class Comparison {
  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);
  private static final int FORBIDDEN = 403;
  private static final int INVALID = 422;

  /** Nothing takes that long; a busy machine may make it so. */
  private static final Duration IN_TIME = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofSeconds(1);

  /** What is released too early is released within that time. */
  private static final Duration STAYS = Duration.ofSeconds(3);

  private final World world;
  private final KubernetesClient client;
  private final List<String> namespaces;
  private final String image;

  /**
   * @param image that everybody asks for
   */
  public Comparison(World world, List<String> namespaces, String image) {
    this.world = world;
    this.client = world.cluster().admin();
    this.namespaces = List.copyOf(namespaces);
    this.image = image;
  }

  /** Asks the tool in this process, about Deployments of each site. */
  public List<Question> ask(List<Site> sites, Function<Site, Stream<DrawnApp>> about) {
    return sites.parallelStream()
        .flatMap(s -> about.apply(s).map(a -> new Question(s, a, told(tool(s, a)))))
        .toList();
  }

  private Outcome tool(Site site, DrawnApp app) {
    return Plugin.of(world).tries(words(site, app));
  }

  private static String[] words(Site site, DrawnApp app) {
    return new String[] {
      "can-i", app.name(), "-n", app.namespace(), "--risk", site.risk(), "-o", "json"
    };
  }

  private static Fate told(Outcome outcome) {
    try {
      var fate = Fate.told(new ObjectMapper().readTree(outcome.output()));
      assertThat(outcome.code()).as(outcome.text()).isEqualTo(fate.equals(Fate.ROLLS_OUT) ? 0 : 3);
      return fate;
    } catch (JsonProcessingException e) {
      throw new AssertionError(outcome.text(), e);
    }
  }

  /** People start it in another way, and are told the same. */
  public void launcherSaysTheSame(Question question) {
    var outcome = world.cluster().rollguard(words(question.site(), question.app()));
    assertThat(told(outcome)).as(question.state()).isEqualTo(question.told());
  }

  /**
   * All of them ask for the image at once; returns when each went as it was told, and stayed so.
   *
   * @param more fields of the spec that are written with it
   */
  public void agrees(List<Question> questions, String more) {
    var refused = write(questions, more);
    var wrong = new Disagreements(questions, refused);
    await()
        .pollInterval(POLL)
        .pollDelay(Duration.ZERO)
        .atMost(IN_TIME)
        .untilAsserted(() -> assertThat(wrong.in(look())).isEmpty());
    await().pollDelay(STAYS).untilAsserted(() -> assertThat(wrong.in(look())).isEmpty());
  }

  private Reality look() {
    return Reality.of(client, namespaces, image);
  }

  /** Those whose write the API server refused. */
  private Set<DrawnApp> write(List<Question> questions, String more) {
    var patch =
        """
        {"spec": {%s"template": {"spec": {"containers": [{"name": "app", "image": "%s"}]}}}}\
        """
            .formatted(more, image);
    Set<DrawnApp> refused = ConcurrentHashMap.newKeySet();
    questions.parallelStream()
        .map(Question::app)
        .forEach(app -> {
          var deployment = client.apps().deployments().inNamespace(app.namespace());
          try {
            deployment.withName(app.name()).patch(STRATEGIC, patch);
          } catch (KubernetesClientException e) {
            if (e.getCode() != FORBIDDEN && e.getCode() != INVALID) {
              throw e;
            }
            refused.add(app);
          }
        });
    return refused;
  }

  private record Disagreements(List<Question> questions, Set<DrawnApp> refused) {
    List<String> in(Reality reality) {
      return questions.stream().flatMap(q -> disagreement(q, reality)).toList();
    }

    private Stream<String> disagreement(Question question, Reality reality) {
      var app = question.app();
      var really = refused.contains(app) ? Fate.REFUSED : reality.of(app);
      if (!really.equals(question.told())) {
        return Stream.of(
            "\n  told %s, really %s: %s".formatted(question.told(), really, question.state()));
      }
      return reality
          .risk(app)
          .filter(r -> !r.equals(question.site().risk()))
          .map(r -> "\n  is of risk %s: %s".formatted(r, question.state()))
          .stream();
    }
  }
}
