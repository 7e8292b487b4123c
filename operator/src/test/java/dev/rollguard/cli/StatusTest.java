package dev.rollguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.faults.FaultyApiServer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All datacenters on one screen. */
class StatusTest {
  private static final String HELD =
      "\"state\":\"Held\",\"reason\":\"FaultOpen\",\"message\":\"Fault/lb-error (Major) is open.\"";

  private final Dc1 dc1 = new Dc1();

  @AfterEach
  void close() {
    dc1.close();
  }

  @Test
  void anOpenDatacenterSaysUntilWhen() {
    dc1.window("days", Dc1.open("0 8 * * *", "4h"));
    assertThat(dc1.user.runs("status").out())
        .isEqualTo(
            """
            dc1  open until 12:00 KST  0 held, 0 in motion
              window    days  open until 12:00 KST
            """);
  }

  @Test
  void whatHoldsIsOnTheScreen() {
    dc1.window("days", Dc1.open("0 8 * * *", "4h"))
        .windowOf("dc2", "nights", Dc1.open("0 22 * * *", "4h"))
        .fault("lb-error", "Major", "")
        .fault("over", "Major", Dc1.resolved().replace("old port", "x"))
        .override("night", "\"datacenter\":\"dc1\"")
        .change("chat-api", "chat-api-1", HELD)
        .change(
            "chat-web", "chat-web-1", "\"state\":\"Released\",\"message\":\"Every gate passed.\"")
        .change(
            "chat-job", "chat-job-1", "\"state\":\"Held\",\"turnTime\":\"2026-05-20T23:59:00Z\"")
        .change("chat-old", "chat-old-1", "\"state\":\"Completed\"");
    assertThat(dc1.user.runs("status").out())
        .isEqualTo(
            """
            dc1  closed  1 held, 2 in motion
              window    days  Fault/lb-error (Major) is open since 08:24 KST; resolve it with a cause and evidence.
              fault     lb-error (Major)  open since 08:24 KST: connections drop
              fault     over (Major)  resolved, still counts: connections drop
              override  night  carol lets everything through until 09:05 KST, unconfirmed: the site is down
              held      chat/chat-api  by alice, 12m ago: Fault/lb-error (Major) is open.
              in motion chat/chat-job  by alice, 12m ago: It was just asked for.
              in motion chat/chat-web  by alice, 12m ago: Every gate passed.

            dc2  closed until 22:00 KST  0 held, 0 in motion
              window    nights  ChangeWindow/nights is closed; it opens 22:00 KST.
            """);
  }

  @Test
  void ofManyHeldChangesTheFirstAreShownAndAllAreCounted() {
    dc1.window("days", "").fault("lb-error", "Major", "");
    IntStream.range(0, 8).forEach(i -> dc1.change("app-" + i, "change-" + i, HELD));
    var ran = dc1.user.runs("status");
    assertThat(ran.out())
        .contains("8 held", "chat/app-4", "and 3 more")
        .doesNotContain("chat/app-5");
    assertThat(dc1.user.runs("status", "-o", "json").out()).contains("\"app-7\"");
  }

  @Test
  void onlyWhatWasAskedForIsRead() {
    dc1.window("days", "");
    dc1.api.forgetsWhatWasAsked();
    dc1.user.runs("status");
    assertThat(dc1.api.asked(".*").stream().map(FaultyApiServer.Asked::path))
        .containsExactlyInAnyOrder(
            "/apis/rollguard.dev/v1alpha1/changewindows",
            "/apis/rollguard.dev/v1alpha1/faults",
            "/apis/rollguard.dev/v1alpha1/changes",
            "/apis/rollguard.dev/v1alpha1/breakglasses");
  }

  @Test
  void programsGetFields() {
    dc1.window("days", Dc1.open("0 8 * * *", "4h"));
    assertThat(dc1.user.runs("status", "-o", "yaml").out())
        .isEqualTo(
            """
            time: 2026-05-21T00:00:00Z
            datacenters:
            - name: dc1
              open: true
              reason: GatesPass
              message: Every gate passed.
              until: 2026-05-21T03:00:00Z
              windows:
              - name: days
                mode: Hold
                open: true
                reason: GatesPass
                message: Every gate passed.
                until: 2026-05-21T03:00:00Z
              faults: []
              overrides: []
              held: 0
              inMotion: 0
              heldChanges: []
              changesInMotion: []
              zone: Asia/Seoul
            """);
  }

  /** Neither by an escape, nor by a letter that stands for one, nor by turning a line around. */
  @Test
  void whatPeopleWroteCannotPaintItself() {
    dc1.window("days", "");
    dc1.api.has(
        "/apis/rollguard.dev/v1alpha1/faults/lb",
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault","metadata":{"name":"lb"},
         "spec":{"datacenter":"dc1","severity":"Major","startTime":"2026-05-20T23:24:00Z",
                 "summary":"\\ue000[2Jforged \\u001b[2J\\u202egalf"}}\
        """);
    dc1.user.onTerminal();

    assertThat(dc1.user.runs("status").out())
        .contains("forged")
        .doesNotContain("\u001b[2J", "\u202e");
  }

  @Test
  void coloursAreForTerminalsOnly() {
    dc1.window("days", "");
    assertThat(dc1.user.runs("status").out()).doesNotContain("\u001b");
    dc1.user.onTerminal();
    assertThat(dc1.user.runs("status").out()).contains("\u001b[32mopen\u001b[0m");
    assertThat(dc1.user.runs("status", "--no-color").out()).doesNotContain("\u001b");
    assertThat(dc1.user.with("NO_COLOR", "1").runs("status").out()).doesNotContain("\u001b");
  }
}
