package dev.rollguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The story of one Deployment. */
class WhyTest {
  private static final String HELD =
      """
      "state":"Held","reason":"FaultOpen","message":"Fault/lb-error (Major) is open.",
      "risk":"High","riskReasons":["the tag jumps over 3 versions."],
      "gates":["schedule: passed, it is open.","faults: held, Fault/lb-error (Major) is open."]\
      """;

  private final Dc1 dc1 = new Dc1();

  @AfterEach
  void close() {
    dc1.close();
  }

  @Test
  void aHeldRolloutIsExplained() {
    dc1.change("chat-api", "chat-api-1", HELD);
    assertThat(dc1.user.runs("why", "chat-api").out())
        .isEqualTo(
            """
            held  Deployment/chat-api in namespace chat, datacenter dc1
              Fault/lb-error (Major) is open.
              change    chat-api-1 (Held)
              asked     Update by alice, 12m ago
              differs   container app: image chat:41 → chat:42
              risk      High
                        the tag jumps over 3 versions.
              gates     schedule: passed, it is open.
                        faults: held, Fault/lb-error (Major) is open.
              to do     Close the fault with its cause and evidence: kubectl rollguard fault resolve --help.
                        In an emergency: kubectl rollguard break-glass --help.
                        Take it back with: kubectl rollguard cancel chat-api -n chat.
            """);
  }

  @Test
  void whoseRequestItReplacedIsNamed() {
    dc1.change("chat-api", "chat-api-1", HELD, "[\"carol\",\"bob\"]");
    assertThat(dc1.user.runs("why", "chat-api").out())
        .contains(
            "  asked     Update by alice, 12m ago\n"
                + "            in place of what carol, bob asked for\n"
                + "  differs   container app");
  }

  @Test
  void theSameStandsUnderTheNameOfTheChange() {
    dc1.change("chat-api", "chat-api-1", HELD);
    var story = dc1.user.runs("why", "chat-api").out();
    assertThat(dc1.user.runs("why", "chat-api-1").out()).isEqualTo(story);
    assertThat(dc1.user.runs("why", "change/chat-api-1").out()).isEqualTo(story);
    assertThat(dc1.user.runs("why", "deployment/chat-api").out()).isEqualTo(story);
  }

  @Test
  void whatIsHeldComesBeforeWhatHasEnded() {
    dc1.change("chat-api", "chat-api-0", "\"state\":\"Completed\"");
    dc1.change("chat-api", "chat-api-1", HELD);
    assertThat(dc1.user.runs("why", "chat-api").out()).startsWith("held").contains("chat-api-1");
  }

  /** After a rollback the way back leads to what was just left. */
  @Test
  void whatWasPutBackIsNotAdvisedToBeUndone() {
    dc1.change("chat-api", "chat-api-0", "\"state\":\"Failed\",\"reason\":\"Reverted\"");
    assertThat(dc1.user.runs("why", "chat-api").out())
        .startsWith("not held")
        .doesNotContain("rollout undo");
  }

  @Test
  void whatIsNotHeldSaysWhatItLastDid() {
    dc1.change(
        "chat-api",
        "chat-api-0",
        "\"state\":\"Completed\",\"completedTime\":\"2026-05-20T21:00:00Z\",\"reason\":\"Completed\"");
    assertThat(dc1.user.runs("why", "chat-api").out())
        .startsWith("not held")
        .contains("Its last change was rolled out and is healthy.", "ended     3h ago");
  }

  @Test
  void anOwnersPauseIsNotOurs() {
    dc1.deployment("chat", "chat-api", "", ",\"paused\":true");
    assertThat(dc1.user.runs("why", "chat-api").out())
        .startsWith("not held")
        .contains("its owner paused it", "kubectl rollout resume deployment/chat-api -n chat");
  }

  @Test
  void aHoldWithoutARecordPointsToTheOperator() {
    dc1.deployment("chat", "chat-api", "\"rollguard.dev/held\":\"true\"", ",\"paused\":true");
    assertThat(dc1.user.runs("why", "chat-api").out())
        .startsWith("held")
        .contains("the operator has not recorded it yet");
  }

  @Test
  void whatIsNotThereIsAnError() {
    var ran = dc1.user.runs("why", "nothing", "-n", "shop");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .isEqualTo(
            "There is no Deployment or Change \"nothing\" in namespace shop; give another namespace with -n.\n");
  }
}
