package dev.rollguard.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.DeletionPolicy;
import dev.rollguard.api.v1alpha1.ScheduleEntry;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.observe.Facts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The window that is a freeze. */
class FreezesTest {
  private static final Instant NOW = Instant.parse("2026-05-21T00:00:30Z");
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private static Freezes.Order order(String reason, Optional<Instant> until) {
    return new Freezes.Order("dc1", reason, NOW, until, SEOUL);
  }

  private static boolean open(ChangeWindow window, String time) {
    window.getMetadata().setUid("u1");
    var calendar = new Facts(WhatHolds.NO_RUNS).window(window).calendar();
    return ((WindowFact.Calendar.Readable) calendar).schedule().openAt(Instant.parse(time));
  }

  @Test
  void aFreezeWithoutAnEndIsClosedAtOnceAndForLong() {
    var window = Freezes.window(order("year end", Optional.empty()));

    assertThat(window.getMetadata().getName()).isEqualTo("freeze-dc1");
    assertThat(window.getSpec().getDatacenter()).isEqualTo("dc1");
    assertThat(window.getSpec().getWorkloads()).isNull();
    assertThat(window.getSpec().getDeletionPolicy()).isEqualTo(DeletionPolicy.Release);
    assertThat(window.getSpec().getSchedule().getTimeZone()).isEqualTo("Asia/Seoul");
    var entry = window.getSpec().getSchedule().getClosed().getFirst();
    assertThat(entry.getFrom()).isEqualTo("2026-05-21T09:00");
    assertThat(entry.getUntil()).isEqualTo("2199-12-31T23:59");
    assertThat(entry.getReason()).isEqualTo("year end");
    assertThat(open(window, NOW.toString())).isFalse();
    assertThat(open(window, "2090-01-01T00:00:00Z")).isFalse();
  }

  @Test
  void aFreezeEndsWhenItIsToldTo() {
    var until = Instant.parse("2026-05-21T04:00:00Z");
    var window = Freezes.window(order("racks", Optional.of(until)));

    assertThat(open(window, "2026-05-21T03:59:59Z")).isFalse();
    assertThat(open(window, "2026-05-21T04:00:00Z")).isTrue();
  }

  /** Written as a local time it would end an hour too early. */
  @Test
  void anEndInTheHourThatComesTwiceIsToldInUtc() {
    var until = Instant.parse("2026-10-25T01:30:00Z");
    var berlin = ZoneId.of("Europe/Berlin");
    var window = Freezes.window(new Freezes.Order("dc1", "racks", NOW, Optional.of(until), berlin));

    assertThat(open(window, "2026-10-25T01:29:59Z")).isFalse();
    assertThat(open(window, "2026-10-25T01:30:00Z")).isTrue();
  }

  @Test
  void aRenewedFreezeKeepsItsBeginAndItsIdentity() {
    var first = Freezes.window(order("racks", Optional.empty()));
    first.getMetadata().setResourceVersion("7");
    var later =
        new Freezes.Order("dc1", "still racks", NOW.plusSeconds(7200), Optional.empty(), SEOUL);

    var renewed = Freezes.renewed(first, later);

    assertThat(renewed.getMetadata().getResourceVersion()).isEqualTo("7");
    var entry = renewed.getSpec().getSchedule().getClosed().getFirst();
    assertThat(entry.getFrom()).isEqualTo("2026-05-21T09:00");
    assertThat(entry.getReason()).isEqualTo("still racks");
  }

  @Test
  void aFreezeThatWillBeginBeginsNowWhenItIsRenewed() {
    var first = Freezes.window(order("racks", Optional.empty()));
    first.getSpec().getSchedule().getClosed().getFirst().setFrom("2027-01-01T00:00");

    var renewed = Freezes.renewed(first, order("now", Optional.empty()));

    assertThat(open(renewed, NOW.toString())).isFalse();
  }

  @Test
  void aWindowOfSomebodyElseIsNoFreeze() {
    var freeze = Freezes.window(order("racks", Optional.empty()));
    assertThat(Freezes.isFreeze(freeze)).isTrue();

    var entry = new ScheduleEntry();
    entry.setName("nights");
    freeze.getSpec().getSchedule().setOpen(List.of(entry));
    assertThat(Freezes.isFreeze(freeze)).isFalse();
    assertThat(Freezes.isFreeze(new ChangeWindow())).isFalse();
  }

  @Test
  void whatCannotBeAFreezeIsTold() {
    assertThatThrownBy(() -> Freezes.window(order(" ", Optional.empty())))
        .hasMessage("--reason must not be blank; say it in one sentence.");
    assertThatThrownBy(() -> Freezes.window(order("x".repeat(257), Optional.empty())))
        .hasMessage("--reason: at most 256 characters fit; say it shorter.");
    assertThatThrownBy(() -> Freezes.window(order("racks", Optional.of(NOW))))
        .hasMessage("--until: this time is past; give a later one.");
  }

  @Test
  void severalLinesBecomeOne() {
    var window = Freezes.window(order("racks\nand\tcables", Optional.empty()));
    assertThat(Freezes.reason(window)).isEqualTo("racks and cables");
  }
}
