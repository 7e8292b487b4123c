package dev.rollguard.controller.risk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Clients;
import dev.rollguard.observe.RuleBook;
import dev.rollguard.observe.RulesFile;
import dev.rollguard.record.EventRecorder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps rules that compile for the time when others do not, and says what is wrong with those. */
public final class RiskRulesController {
  /** Of Events and log lines. */
  public static final String INVALID = "RiskRulesInvalid";

  public static final String ACCEPTED = "RiskRulesAccepted";

  private static final Logger LOG = LoggerFactory.getLogger(RiskRulesController.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();

  private final Needs needs;
  private String told = "";
  private String kept = "";

  /**
   * What the controller needs from outside.
   *
   * @param executor where writes wait for their answers
   * @param leading whether this process may write
   */
  public record Needs(
      KubernetesClient client,
      RuleBook book,
      EventRecorder events,
      Executor executor,
      BooleanSupplier leading) {}

  public RiskRulesController(Needs needs) {
    this.needs = needs;
  }

  /** Looks at the rules, soon. What cannot be written now is written with a later look. */
  public void trigger() {
    try {
      needs.executor().execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("The rules about risk are not looked at while stopping.");
    }
  }

  private synchronized void look() {
    if (!needs.leading().getAsBoolean()) {
      return;
    }
    var standing = needs.book().standing();
    standing
        .problem()
        .ifPresentOrElse(
            problem -> refuse(standing, problem),
            () -> standing.given().ifPresent(map -> accept(standing, map)));
  }

  /** Once for each text: who mends one mistake of two reads of the other. */
  private void refuse(RuleBook.Standing standing, String problem) {
    var id = standing.given().map(RiskRulesController::version).orElse("") + problem;
    if (id.equals(told)) {
      return;
    }
    told = id;
    var message =
        "%s %s"
            .formatted(
                standing.inForce().isPresent()
                    ? "The old rules stay in force."
                    : "No rules are in force: every change counts as Critical.",
                problem);
    LOG.atWarn()
        .addKeyValue(Keys.OBJECT, "ConfigMap/" + needs.book().name())
        .addKeyValue(Keys.REASON, INVALID)
        .addKeyValue(Keys.TOLD, message)
        .log("Rules about risk refused.");
    standing
        .given()
        .ifPresent(map -> needs.events().record(map, EventRecorder.Type.Warning, INVALID, message));
  }

  private void accept(RuleBook.Standing standing, ConfigMap map) {
    told = "";
    var text = RuleBook.text(map).orElse("");
    if (text.equals(kept) || text.equals(needs.book().acceptedText().orElse(null))) {
      return;
    }
    if (!keep(text)) {
      return;
    }
    kept = text;
    var message =
        "%d rules about risk are in force."
            .formatted(standing.inForce().map(r -> r.size()).orElse(0));
    LOG.atInfo()
        .addKeyValue(Keys.OBJECT, "ConfigMap/" + needs.book().name())
        .addKeyValue(Keys.REASON, ACCEPTED)
        .addKeyValue(Keys.TOLD, message)
        .log("Rules about risk accepted.");
    needs.events().record(map, EventRecorder.Type.Normal, ACCEPTED, message);
  }

  private boolean keep(String text) {
    var book = needs.book();
    try {
      needs
          .client()
          .resources(ConfigMap.class)
          .inNamespace(book.namespace())
          .withName(book.acceptedName())
          .patch(MERGE, patch(text));
      return true;
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue(Keys.OBJECT, "ConfigMap/" + book.acceptedName())
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("Rules about risk were not kept, trying again; until then a restart forgets them.");
      return false;
    }
  }

  private static String patch(String text) {
    return JSON.valueToTree(Map.of("data", Map.of(RulesFile.KEY, text))).toString();
  }

  private static String version(ConfigMap map) {
    return map.getMetadata().getUid() + " " + map.getMetadata().getResourceVersion() + " ";
  }
}
