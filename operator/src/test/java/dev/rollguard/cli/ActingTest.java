package dev.rollguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the acting commands send, and what they say. */
class ActingTest {
  private static final String API = "/apis/rollguard.dev/v1alpha1/";
  private static final String WINDOWS = API + "changewindows";
  private static final String CHANGES = API + "namespaces/chat/changes";
  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

  private final FaultyApiServer api = new FaultyApiServer();

  @BeforeEach
  void whoAmI() {
    api.says(REVIEWS, "{\"status\":{\"userInfo\":{\"username\":\"bob\"}}}");
    api.has(
        "/api/v1/namespaces/chat",
        "{\"metadata\":{\"name\":\"chat\",\"labels\":{\"rollguard.dev/datacenter\":\"dc1\"}}}");
  }

  @AfterEach
  void close() {
    api.close();
  }

  private Ran runs(String... arguments) {
    return User.of(api).runs(arguments);
  }

  private JsonNode sent(String request) {
    var asked = api.asked(request);
    assertThat(asked).as(request).hasSize(1);
    return FaultyApiServer.json(asked.getFirst().body());
  }

  private void change(String name, String state, String requestedBy, String more) {
    api.has(
        CHANGES + "/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Change",
         "metadata":{"name":"%s","namespace":"chat","labels":{"rollguard.dev/active":"true","rollguard.dev/workload":"chat-api"},
          "annotations":{"rollguard.dev/assessment":"{\\"risk\\":\\"High\\",\\"reasons\\":[\\"tag jump\\"]}"}},
         "spec":{"workloadRef":{"name":"chat-api","uid":"u1"},"datacenter":"dc1","templateHash":"aaaa",
          "requestedBy":"%s","requestedTime":"2026-05-20T01:00:00Z","type":"Update","diff":["container app: image chat:41 → chat:42"]},
         "status":{"state":"%s"%s}}
        """
            .formatted(name, requestedBy, state, more));
  }

  private void window(String name, String spec) {
    api.has(
        WINDOWS + "/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"ChangeWindow","metadata":{"name":"%s","generation":1},"spec":%s}
        """
            .formatted(name, spec));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "freeze",
        "thaw",
        "fault open",
        "fault resolve",
        "fault list",
        "approve",
        "reject",
        "cancel",
        "revert",
        "break-glass",
        "break-glass confirm",
        "break-glass list",
        "simulate",
        "report",
        "rescue",
        "fault",
        "status",
        "why",
        "can-i",
        "version"
      })
  void everyCommandHasHelpWithExamples(String command) {
    var ran = runs((command + " --help").split(" "));
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out())
        .startsWith("Usage: kubectl rollguard " + command)
        .containsPattern("Examples?:\n +kubectl rollguard " + command);
    assertThat(api.asked(".*")).isEmpty();
  }

  @Test
  void aFreezeIsAWindowWithNothingButAClosedEntry() {
    var ran =
        runs(
            "freeze",
            "dc1",
            "--reason",
            "racks",
            "--for",
            "4h",
            "--time-zone",
            "Asia/Seoul",
            "--wait=false");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    var spec = sent("POST " + WINDOWS).path("spec");
    assertThat(spec.at("/schedule/closed/0/from").asText()).isEqualTo("2026-05-21T09:00");
    assertThat(spec.at("/schedule/closed/0/until").asText()).isEqualTo("2026-05-21T13:00");
    assertThat(spec.at("/schedule/closed/0/reason").asText()).isEqualTo("racks");
    assertThat(spec.at("/deletionPolicy").asText()).isEqualTo("Release");
    assertThat(spec.has("workloads")).isFalse();
    assertThat(ran.out())
        .isEqualTo(
            "Datacenter dc1 is frozen until 2026-05-21 13:00 KST; thaw it with: kubectl rollguard thaw dc1.\n");
  }

  @Test
  void aSecondFreezeReplacesTheReasonOfTheFirst() {
    runs("freeze", "dc1", "--reason", "racks", "--wait=false");

    var ran = runs("freeze", "dc1", "--reason", "cables", "--wait=false", "--time-zone", "UTC");

    assertThat(ran.out())
        .startsWith("Datacenter dc1 is still frozen, now until somebody thaws it;");
    assertThat(api.at(WINDOWS + "/freeze-dc1").at("/spec/schedule/closed/0/reason").asText())
        .isEqualTo("cables");
    assertThat(sent("PUT .*/freeze-dc1").at("/metadata/resourceVersion").isMissingNode()).isFalse();
  }

  @Test
  void aFreezeThatNobodyEnforcesIsAFailure() {
    var ran = runs("freeze", "dc1", "--reason", "racks", "--wait", "300ms");

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .startsWith("ChangeWindow/freeze-dc1 is written, but was not in force after 300ms: ")
        .hasLineCount(1);
  }

  @Test
  void aDatacenterThatNobodyKnowsIsAWarning() {
    var ran = runs("freeze", "dc11", "--reason", "racks", "--wait=false");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err())
        .isEqualTo(
            "No Namespace and no other ChangeWindow names the datacenter dc11; check its name.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"freeze", "thaw"})
  void aWindowOfSomebodyElseIsLeftAlone(String command) {
    window("freeze-dc1", "{\"datacenter\":\"dc1\"}");

    var ran =
        command.equals("freeze") ? runs(command, "dc1", "--reason", "racks") : runs(command, "dc1");

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).contains("is not a freeze of this command, so it is left alone");
    assertThat(api.asked("(PUT|POST|DELETE) .*changewindows.*")).isEmpty();
  }

  @Test
  void aWindowThatOnlyWarnsHoldsNothingAfterAThaw() {
    window(
        "warns",
        """
        {"datacenter":"dc1","enforcement":{"mode":"Warn"},
         "schedule":{"timeZone":"UTC","closed":[{"from":"2026-05-01T00:00","until":"2026-06-01T00:00","reason":"sale"}]}}
        """);
    runs("freeze", "dc1", "--reason", "racks", "--wait=false");

    assertThat(runs("thaw", "dc1").out())
        .isEqualTo("Datacenter dc1 is thawed; changes roll out.\n");
  }

  @Test
  void thawingSaysWhatStillHolds() {
    window("dc1", "{\"datacenter\":\"dc1\"}");
    runs("freeze", "dc1", "--reason", "racks", "--wait=false");
    api.has(
        API + "faults/lb",
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault","metadata":{"name":"lb"},
         "spec":{"datacenter":"dc1","severity":"Major","summary":"x"}}
        """);

    var ran = runs("thaw", "dc1");

    assertThat(ran.out())
        .startsWith(
            "Datacenter dc1 is thawed; this still holds changes:\n  Fault/lb (Major) is open");
    assertThat(api.asked("DELETE " + WINDOWS + "/freeze-dc1")).hasSize(1);
  }

  @Test
  void thawingWithoutOtherWindowsSaysThatNothingGoverns() {
    runs("freeze", "dc1", "--reason", "racks", "--wait=false");
    assertThat(runs("thaw", "dc1").out())
        .isEqualTo(
            "Datacenter dc1 is thawed; no ChangeWindow governs it any more, so changes roll out.\n");
    var again = runs("thaw", "dc1");
    assertThat(again.exit()).isEqualTo(Exit.FAILED);
    assertThat(again.err())
        .isEqualTo("Datacenter dc1 is not frozen: there is no ChangeWindow/freeze-dc1.\n");
  }

  @Test
  void aFaultIsNamedAfterItsSummary() {
    var ran =
        runs(
            "fault",
            "open",
            "--datacenter",
            "dc1",
            "--severity",
            "major",
            "--summary",
            "Load balancer drops connections",
            "--since",
            "10m");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    var fault = sent("POST " + API + "faults");
    assertThat(fault.at("/metadata/name").asText()).isEqualTo("load-balancer-drops-connections");
    assertThat(fault.at("/spec/severity").asText()).isEqualTo("Major");
    assertThat(fault.at("/spec/startTime").asText()).isEqualTo("2026-05-20T23:50:00Z");
    assertThat(ran.out()).startsWith("Fault/load-balancer-drops-connections is open: ");
  }

  @Test
  void aMadeNameThatIsTakenGetsTheTimeAndAGivenOneDoesNot() {
    String[] open = {
      "fault", "open", "--datacenter", "dc1", "--severity", "Minor", "--summary", "lb"
    };
    runs(open);
    assertThat(runs(open).out()).startsWith("Fault/lb-20260521-000000 is open");
    var named =
        runs("fault", "open", "lb", "--datacenter", "dc1", "--severity", "Minor", "--summary", "x");
    assertThat(named.exit()).isEqualTo(Exit.FAILED);
    assertThat(named.err()).contains("409");
  }

  @Test
  void aFaultIsResolvedByAPatchOfItsResolutionAlone() {
    runs("fault", "open", "lb", "--datacenter", "dc1", "--severity", "Minor", "--summary", "x");

    var ran =
        runs(
            "fault",
            "resolve",
            "lb",
            "--cause",
            "old port",
            "--evidence",
            "http://x",
            "--wait=false");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(sent("PATCH " + API + "faults/lb").toString())
        .isEqualTo(
            "{\"spec\":{\"resolution\":{\"cause\":\"old port\",\"evidence\":\"http://x\"}}}");
    assertThat(runs("fault", "list").out()).isEqualTo("No fault is open.\n");
    assertThat(runs("fault", "list", "--all").out()).contains("DATACENTER").contains("Closed");
  }

  @Test
  void anApprovalNamesTheChangeAndTheTemplateThatWasLookedAt() {
    change(
        "chat-api-1",
        "Held",
        "alice",
        ",\"gates\":[\"approvals: held, Risk High needs 2 approvals; none so far.\"]");

    var ran = runs("approve", "chat-api", "--comment", "looks good", "--wait=false");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    var approval = sent("POST .*/approvals");
    assertThat(approval.at("/metadata/generateName").asText()).isEqualTo("chat-api-1-");
    assertThat(approval.at("/spec").toString())
        .isEqualTo(
            "{\"changeRef\":{\"name\":\"chat-api-1\"},\"templateHash\":\"aaaa\",\"decision\":\"Approve\",\"comment\":\"looks good\"}");
    assertThat(ran.err())
        .contains("image chat:41 → chat:42")
        .contains("Risk: High")
        .contains("asked for by alice")
        .doesNotContain("will not count");
    assertThat(ran.out()).contains("  held, Risk High needs 2 approvals; none so far.\n");
  }

  @Test
  void whoAskedForTheChangeIsWarned() {
    change("chat-api-1", "Held", "bob", "");
    assertThat(runs("approve", "chat-api", "--wait=false").err())
        .contains("Your word will not count: bob asked for the change. Ask somebody else.");
  }

  @Test
  void aRejectionCarriesItsReason() {
    change("chat-api-1", "Held", "alice", "");
    var ran =
        runs("reject", "change/chat-api-1", "--reason", "not now", "--wait=false", "-o", "json");
    assertThat(sent("POST .*/approvals").at("/spec/decision").asText()).isEqualTo("Reject");
    assertThat(sent("POST .*/approvals").at("/spec/comment").asText()).isEqualTo("not now");
    assertThat(FaultyApiServer.json(ran.out()).path("decision").asText()).isEqualTo("Reject");
  }

  @Test
  void whatIsNotHeldIsNotVotedOn() {
    change("chat-api-1", "Released", "alice", "");
    var ran = runs("approve", "chat-api");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).contains("is Released, so nobody needs to decide about it.");
    assertThat(api.asked("POST .*/approvals")).isEmpty();
  }

  @Test
  void aDeploymentWithoutAChangeIsTold() {
    var ran = runs("approve", "chat-api");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .isEqualTo(
            "No change of Deployment/chat-api in namespace chat is held or rolling out; see: kubectl get changes.rollguard.dev -n chat.\n");
  }

  @Test
  void theChangeThatIsHeldIsMeantAndNotOneThatHasEnded() {
    change("chat-api-1", "Held", "alice", "");
    change("chat-api-0", "Completed", "alice", "");
    runs("cancel", "chat-api", "--reason", "wrong", "--wait=false");
    assertThat(sent("PATCH " + CHANGES + "/chat-api-1").toString())
        .isEqualTo("{\"metadata\":{\"annotations\":{\"rollguard.dev/cancel\":\"wrong\"}}}");
  }

  @Test
  void cancellingWaitsForTheOperatorsWord() {
    change("chat-api-1", "Held", "alice", "");
    var ran = runs("cancel", "chat-api", "--reason", "wrong", "--wait", "300ms");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).startsWith("It is asked for, and the operator has not done it yet;");
  }

  @Test
  void whatCannotBeDoneIsToldWithWhatCan() {
    change("chat-api-1", "Released", "alice", "");
    assertThat(runs("cancel", "chat-api", "--reason", "x").err())
        .isEqualTo(
            "Change/chat-api-1 is Released: it is rolling out, so revert it with: kubectl rollguard revert chat-api -n chat.\n");
    runs("revert", "chat-api", "--reason", "errors", "--wait=false");
    assertThat(sent("PATCH " + CHANGES + "/chat-api-1").toString())
        .isEqualTo("{\"metadata\":{\"annotations\":{\"rollguard.dev/revert\":\"errors\"}}}");
  }

  @Test
  void anOverrideNamesADatacenter() {
    var ran =
        runs(
            "break-glass",
            "--datacenter",
            "dc1",
            "--reason",
            "outage",
            "--for",
            "1h",
            "--wait=false");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(sent("POST .*/breakglasses").path("spec").toString())
        .isEqualTo(
            "{\"datacenter\":\"dc1\",\"reason\":\"outage\",\"until\":\"2026-05-21T01:00:00Z\"}");
    assertThat(ran.out())
        .contains("kubectl rollguard break-glass confirm dc1-00001")
        .contains("    datacenter: \"dc1\"")
        .doesNotContain("---")
        .doesNotContain("status");
  }

  @Test
  void anOverrideOfADeploymentNamesItsChange() {
    change("chat-api-1", "Held", "alice", "");
    runs("break-glass", "chat-api", "--reason", "outage", "--wait=false");
    assertThat(sent("POST .*/breakglasses").path("spec").toString())
        .isEqualTo(
            "{\"changeRef\":{\"namespace\":\"chat\",\"name\":\"chat-api-1\"},\"reason\":\"outage\"}");
  }

  @Test
  void anOverrideOfNothingIsAUsageError() {
    var ran = runs("break-glass", "--reason", "outage");
    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).hasLineCount(1);
    assertThat(runs("break-glass", "--datacenter", "dc1").exit()).isEqualTo(Exit.USAGE);
    assertThat(api.asked("POST .*/breakglasses")).isEmpty();
  }

  @Test
  void aConfirmationIsAPatchOfTheCommentAlone() {
    runs("break-glass", "--datacenter", "dc1", "--reason", "outage", "--wait=false");
    runs("break-glass", "confirm", "dc1-00001", "--comment", "I lead", "--wait=false");
    assertThat(sent("PATCH .*/breakglasses/dc1-00001").toString())
        .isEqualTo("{\"spec\":{\"confirmation\":{\"comment\":\"I lead\"}}}");
    assertThat(runs("break-glass", "list").out()).contains("dc1-00001").contains("outage");
  }

  @Test
  void aMissingRightIsNamed() {
    api.fails("POST .*", Mishap.FORBIDDEN);
    var ran = runs("break-glass", "--datacenter", "dc1", "--reason", "outage");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).hasLineCount(1);
  }

  @Test
  void rescueOnlyTellsUntilItIsMeant() {
    var binding =
        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/held.rollguard.dev";
    api.has(
        binding,
        """
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicyBinding",
         "metadata":{"name":"held.rollguard.dev","labels":{"app.kubernetes.io/part-of":"rollguard"}}}
        """);
    api.has(
        "/apis/apps/v1/namespaces/chat/deployments/chat-api",
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"chat-api","namespace":"chat","labels":{"rollguard.dev/held":"true"}}}
        """);

    var told = runs("rescue");

    assertThat(told.out())
        .startsWith("Nothing was done; 1 bindings would be deleted.")
        .contains("kubectl rollout resume deployment/chat-api -n chat");
    assertThat(api.asked("DELETE .*")).isEmpty();

    var done = runs("rescue", "--yes", "--wait", "0s");

    assertThat(api.asked("DELETE " + binding)).hasSize(1);
    assertThat(done.exit()).as(done.err()).isEqualTo(Exit.OK);
    assertThat(done.out()).startsWith("1 bindings are deleted: the API server holds and refuses");
  }

  /** Without it the person would believe to be free, and meet the hold again. */
  @Test
  void rescueSaysWhenAnOperatorMakesTheBindingsAgain() {
    api.has(
        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/held.rollguard.dev",
        """
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicyBinding",
         "metadata":{"name":"held.rollguard.dev","labels":{"app.kubernetes.io/part-of":"rollguard"}}}
        """);
    api.has(
        "/apis/apps/v1/namespaces/guard/deployments/guard-rollguard",
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"guard-rollguard","namespace":"guard","labels":{"app.kubernetes.io/name":"rollguard"}}}
        """);
    api.fails("DELETE .*", Mishap.EMPTY_OBJECT); // it is there again

    var ran = runs("rescue", "--yes");

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .isEqualTo(
            "1 bindings were deleted, and a running operator has made them again: stop it first.\n");
    assertThat(ran.out())
        .contains("kubectl scale deployment guard-rollguard -n guard --replicas=0");
  }

  /** Who may not list Deployments is freed all the same. */
  @Test
  void rescueNeedsNoLookAtDeployments() {
    api.fails("GET /apis/apps/v1/deployments", Mishap.FORBIDDEN);

    var ran = runs("rescue", "--yes", "--wait", "0s");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(ran.out()).contains("Which Deployments are held you may not list");
  }

  @Test
  void aSimulationReadsAFileAndTheRecordedChanges(@TempDir Path folder) throws IOException {
    change("chat-api-1", "Completed", "alice", "");
    var file = folder.resolve("window.yaml");
    Files.writeString(
        file,
        """
        apiVersion: rollguard.dev/v1alpha1
        kind: ChangeWindow
        metadata: {name: nights}
        spec:
          datacenter: dc1
          schedule: {timeZone: UTC, open: [{name: nights, cron: "0 22 * * *", duration: 6h}]}
        """);

    var ran = runs("simulate", "-f", file.toString(), "--from", "1d", "-o", "json");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    var told = new ObjectMapper().readTree(ran.out());
    // Asked for at 01:00, when the window is open.
    assertThat(told.at("/totals/atOnce").asInt()).isEqualTo(1);
    assertThat(runs("simulate", "-f", file.toString(), "--from", "10m").out())
        .isEqualTo("No change of that time is recorded.\n");
  }

  @Test
  void aFileThatIsNoWindowIsAUsageError(@TempDir Path folder) throws IOException {
    var file = folder.resolve("x.yaml");
    Files.writeString(file, "kind: Fault\nmetadata: {name: x}\n");
    var ran = runs("simulate", "-f", file.toString(), "--from", "1d");
    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).hasLineCount(1);
    assertThat(runs("simulate", "-f", folder.resolve("none").toString(), "--from", "1d").exit())
        .isEqualTo(Exit.FAILED);
  }

  @Test
  void aReportAsksForPages() {
    change("chat-api-1", "Held", "alice", "");
    var ran = runs("report", "--from", "2d", "--time-zone", "Asia/Seoul", "--lang", "ko");
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(ran.out()).startsWith("# 변경 보고서\n").contains("chat/chat-api");
    assertThat(runs("report", "--from", "2d", "--to", "3d").exit()).isEqualTo(Exit.USAGE);
  }

  /** More than two pages of them, each once. */
  @Test
  void aReportKnowsWhatIsOnTheLastPage() throws IOException {
    for (int i = 0; i < 1_001; i++) {
      change("chat-api-%04d".formatted(i), "Held", "alice", "");
    }

    var ran = runs("report", "--from", "2d", "-o", "json");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    var report = FaultyApiServer.json(ran.out());
    assertThat(report.at("/totals/changes").asInt()).isEqualTo(1_001);
    assertThat(report.path("changes").findValuesAsText("change"))
        .hasSize(1_001)
        .doesNotHaveDuplicates()
        .contains("chat-api-1000");
    assertThat(api.asked("GET /apis/rollguard.dev/v1alpha1/changes")).hasSize(3);
  }
}
