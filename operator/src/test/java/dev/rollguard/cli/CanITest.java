package dev.rollguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.faults.Mishap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a rollout that nobody asked for yet would be free. */
class CanITest {
  private static final String POLICY =
      """
      {"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingAdmissionPolicy",
       "metadata":{"name":"hold.rollguard.dev"},"spec":{
       "matchConditions":[{"name":"not-the-operator",
         "expression":"request.userInfo.username != \\"system:serviceaccount:guard:rollguard\\""}],
       "variables":[{"name":"home","expression":
         "namespaceObject.metadata.?labels[?'rollguard.dev/datacenter'].orValue(\\"dc1\\")"}]}}\
      """;

  private final Dc1 dc1 = new Dc1();

  @AfterEach
  void close() {
    dc1.close();
  }

  private Ran asks(String... more) {
    var all = new java.util.ArrayList<>(java.util.List.of("can-i", "chat-api"));
    all.addAll(java.util.List.of(more));
    return dc1.user.runs(all.toArray(String[]::new));
  }

  private void isFree(Ran ran) {
    assertThat(ran.out()).startsWith("free");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
  }

  private void isHeld(Ran ran, String because) {
    assertThat(ran.out()).startsWith("held").contains(because);
    assertThat(ran.exit()).isEqualTo(Exit.HELD);
  }

  @Test
  void openWithoutAFaultIsFree() {
    dc1.window("days", Dc1.open("0 8 * * *", "4h"));
    var ran = asks();
    isFree(ran);
    assertThat(ran.out())
        .isEqualTo(
            """
            free  Deployment/chat-api in namespace chat, datacenter dc1
              Every gate passed.
              assumes A change of the image only, that was neither tested nor approved yet.
            """);
  }

  @Test
  void aDeploymentThatIsNotThereYetIsAskedAbout() {
    dc1.window("days", Dc1.open("0 8 * * *", "4h"));

    var ran = dc1.user.runs("can-i", "new-api");

    isFree(ran);
    assertThat(ran.out()).contains("assumes There is no such Deployment yet");
    dc1.fault("lb-error", "Minor", "");
    isHeld(dc1.user.runs("can-i", "new-api"), "Fault/lb-error");
  }

  @Test
  void anOpenFaultHolds() {
    dc1.window("days", "").fault("lb-error", "Minor", "");
    isHeld(asks(), "Fault/lb-error (Minor) is open since 2026-05-20 23:24 UTC");
  }

  @Test
  void aFaultBelowTheWindowsSeverityDoesNot() {
    dc1.window("days", ",\"gates\":{\"faults\":{\"minSeverity\":\"Major\"}}")
        .fault("lb-error", "Minor", "");
    isFree(asks());
  }

  @Test
  void theQuietPeriodHoldsUntilItIsOver() {
    dc1.window("days", ",\"gates\":{\"faults\":{\"quietPeriod\":\"10m\"}}")
        .fault("lb-error", "Major", Dc1.resolved());
    isHeld(asks(), "quiet");
    isFree(asks("--at", "5m"));
  }

  @Test
  void aClosedWindowHoldsUntilItOpens() {
    dc1.window("nights", Dc1.open("0 22 * * *", "4h"));
    isHeld(asks(), "it opens 22:00 KST");
    isFree(asks("--at", "2026-05-21T22:00:00+09:00"));
    isHeld(asks("--at", "2026-05-22T02:00:00+09:00"), "closed");
  }

  @Test
  void aFreezeHolds() {
    dc1.window(
        "days",
        ",\"schedule\":{\"timeZone\":\"Asia/Seoul\",\"closed\":[{\"name\":\"f\",\"from\":\"2026-05-21T00:00\",\"until\":\"2026-05-22T00:00\",\"reason\":\"audit\"}]}");
    isHeld(asks(), "(audit)");
  }

  @Test
  void aScheduleThatCannotBeReadHolds() {
    dc1.window("days", Dc1.open("nonsense", "4h"));
    isHeld(asks(), "stays closed");
  }

  @Test
  void aWindowInModeWarnOnlyWarns() {
    dc1.window("nights", Dc1.open("0 22 * * *", "4h") + ",\"enforcement\":{\"mode\":\"Warn\"}");
    var ran = asks();
    isFree(ran);
    assertThat(ran.out()).contains("warning ChangeWindow/nights only warns: ");
  }

  @Test
  void aWindowInModeDenyRefuses() {
    dc1.window("nights", Dc1.open("0 22 * * *", "4h") + ",\"enforcement\":{\"mode\":\"Deny\"}");
    var ran = asks();
    assertThat(ran.out()).startsWith("refused");
    assertThat(ran.exit()).isEqualTo(Exit.HELD);
  }

  @Test
  void evidenceThatIsMissingHolds() {
    dc1.window("days", ",\"gates\":{\"preTests\":[{\"template\":\"smoke\"}]}");
    isHeld(asks(), "CheckTemplate/smoke has not run yet for this template.");
  }

  @Test
  void aCanaryHolds() {
    dc1.window("days", ",\"gates\":{\"canary\":{\"soak\":\"5m\"}}");
    isHeld(asks(), "The canary starts as soon as nothing else holds.");
  }

  @Test
  void approvalsHoldFromTheirRiskOn() {
    dc1.window("days", ",\"gates\":{\"approvals\":[{\"minRisk\":\"High\",\"count\":2}]}");
    isFree(asks());
    isHeld(asks("--risk", "High"), "Risk High needs 2 approvals; none so far");
  }

  @Test
  void aTurnIsFreeUntilAnotherChangeHasIt() {
    dc1.window("days", ",\"gates\":{\"concurrency\":{\"maxInFlight\":1}}");
    isFree(asks());
    dc1.change("chat-web", "chat-web-1", "\"state\":\"Released\"");
    isHeld(asks(), "Change/chat/chat-web-1 is in motion");
  }

  @Test
  void anOlderChangeOfTheSameDeploymentTakesNoTurn() {
    dc1.window("days", ",\"gates\":{\"concurrency\":{\"maxInFlight\":1}}")
        .change("chat-api", "chat-api-1", "\"state\":\"Released\"");
    isFree(asks());
  }

  @Test
  void aDatacenterThatComesFirstHoldsWhereItHasTheDeployment() {
    dc1.window("days", ",\"gates\":{\"after\":[{\"datacenter\":\"dc0\",\"soak\":\"30m\"}]}");
    isFree(asks());
    dc1.namespace("chat-dc0", "\"rollguard.dev/datacenter\":\"dc0\"")
        .deployment("chat-dc0", "chat-api", "", "");
    isHeld(asks(), "dc0 comes first");
  }

  @Test
  void anOverrideLetsItThroughWhileItIsInForce() {
    dc1.window("days", "").fault("lb-error", "Major", "");
    dc1.override("night", "\"datacenter\":\"dc1\"");
    isFree(asks());
    isHeld(asks("--at", "10m"), "lb-error");
  }

  @Test
  void anOverrideLetsNothingThroughThatTheApiServerRefuses() {
    dc1.window("days", ",\"enforcement\":{\"mode\":\"Deny\"}").fault("lb-error", "Major", "");
    dc1.override("night", "\"datacenter\":\"dc1\"");
    assertThat(asks().out()).startsWith("refused").contains("lb-error");
  }

  @Test
  void whatTheApiServerHoldsItDoesNotRefuse() {
    dc1.window("days", ",\"enforcement\":{\"mode\":\"Deny\"}").fault("lb-error", "Major", "");
    dc1.window("also", ",\"workloads\":{\"selector\":{\"matchLabels\":{\"tier\":\"web\"}}}");
    isHeld(asks(), "lb-error");
    dc1.override("night", "\"datacenter\":\"dc1\"");
    isFree(asks());
  }

  @Test
  void whatTheApiServerLetsPassByItselfAnotherWindowRefuses() {
    dc1.window("nights", Dc1.open("0 22 * * *", "4h") + ",\"enforcement\":{\"mode\":\"Deny\"}");
    dc1.window("also", ",\"enforcement\":{\"unattended\":\"FollowSchedule\"}");
    assertThat(asks().out()).startsWith("refused").contains("nights");
  }

  @Test
  void anOwnersPauseHolds() {
    dc1.window("days", "").deployment("chat", "chat-api", "", ",\"paused\":true");
    isHeld(asks(), "is paused by its owner");
  }

  @Test
  void anOwnersPauseHoldsAlsoWhereNoWindowDoes() {
    dc1.deployment("chat", "chat-api", "", ",\"paused\":true");
    isHeld(asks(), "is paused by its owner");
  }

  @Test
  void whatItsOwnerPausedIsHeldAndNotRefused() {
    dc1.window("nights", Dc1.open("0 22 * * *", "4h") + ",\"enforcement\":{\"mode\":\"Deny\"}")
        .deployment("chat", "chat-api", "", ",\"paused\":true");
    isHeld(asks(), "is paused by its owner");
  }

  @Test
  void theLabelOfTheDeploymentBeatsThatOfItsNamespace() {
    dc1.window("days", "").fault("lb-error", "Major", "");
    dc1.deployment("chat", "chat-api", "\"rollguard.dev/datacenter\":\"dc9\"", "");
    isFree(asks());
  }

  @Test
  void aWindowThatDoesNotSelectItDoesNotHold() {
    dc1.window("days", ",\"workloads\":{\"selector\":{\"matchLabels\":{\"tier\":\"web\"}}}")
        .fault("lb-error", "Major", "");
    isFree(asks());
    dc1.deployment("chat", "chat-api", "\"tier\":\"web\"", "");
    isHeld(asks(), "lb-error");
  }

  @Test
  void withoutADatacenterNothingGovernsIt() {
    dc1.window("days", "").fault("lb-error", "Major", "").namespace("chat", "");
    isFree(asks());
    isHeld(asks("--default-datacenter", "dc1"), "lb-error");
  }

  @Test
  void theHoldPolicyTellsTheDefaultDatacenterAndTheOperatorsNamespace() {
    dc1.api.has(Paths.holdPolicy(), POLICY);
    dc1.window("days", "").fault("lb-error", "Major", "").namespace("chat", "");
    isHeld(asks(), "lb-error");
    dc1.namespace("guard", "").deployment("guard", "chat-api", "", "");
    isFree(asks("-n", "guard"));
    dc1.namespace("rollguard", "").deployment("rollguard", "chat-api", "", "");
    isHeld(asks("-n", "rollguard"), "lb-error");
  }

  @Test
  void kubeSystemIsNeverGoverned() {
    dc1.window("days", "").fault("lb-error", "Major", "");
    dc1.namespace("kube-system", "\"rollguard.dev/datacenter\":\"dc1\"")
        .deployment("kube-system", "chat-api", "", "");
    isFree(asks("-n", "kube-system"));
  }

  @Test
  void whatCannotBeReadIsNeitherFreeNorHeld() {
    dc1.window("days", "");
    dc1.api.fails("GET .*/faults", Mishap.FORBIDDEN);
    assertThat(asks().exit()).isEqualTo(Exit.FAILED);
  }

  @Test
  void aListThatIsNoneIsNoEmptyList() {
    dc1.window("days", "");
    dc1.api.fails("GET .*/faults", Mishap.EMPTY_OBJECT);
    var ran = asks();
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).contains("is no API server");
  }
}
