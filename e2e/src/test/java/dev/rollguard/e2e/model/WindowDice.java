package dev.rollguard.e2e.model;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Enforcement;
import dev.rollguard.api.v1alpha1.Mode;
import dev.rollguard.api.v1alpha1.ScheduleEntry;
import dev.rollguard.api.v1alpha1.Selector;
import dev.rollguard.api.v1alpha1.Unattended;
import dev.rollguard.api.v1alpha1.WindowSchedule;
import dev.rollguard.api.v1alpha1.Workloads;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws windows. Now is far from every opening, closing and freeze. */
final class WindowDice {
  /** The schema admits it, and the operator cannot read it. */
  private static final String UNREADABLE = "0 22-4 * * *";

  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private final Draw draw;
  private final Places places;
  private final LocalDateTime today = LocalDateTime.now(ZoneOffset.UTC);

  WindowDice(Draw draw, Places places) {
    this.draw = draw;
    this.places = places;
  }

  /**
   * @param turns whether it may let only so many changes be in motion at once
   */
  ChangeWindow window(String name, String datacenter, boolean turns) {
    var window = new ChangeWindow();
    window.setMetadata(new ObjectMetaBuilder().withName(name).build());
    var spec = window.getSpec();
    spec.setDatacenter(datacenter);
    spec.setSchedule(schedule());
    spec.setWorkloads(workloads());
    spec.setGates(new GateDice(draw, places).gates(turns));
    spec.setEnforcement(enforcement());
    return window;
  }

  private Enforcement enforcement() {
    var enforcement = new Enforcement();
    enforcement.setMode(
        draw.oneOf(Mode.Hold, Mode.Hold, Mode.Hold, Mode.Hold, Mode.Deny, Mode.Warn));
    enforcement.setUnattended(draw.oneOf(Unattended.FollowSchedule, Unattended.Hold));
    return enforcement;
  }

  private @Nullable WindowSchedule schedule() {
    return switch (draw.below(12)) {
      case 0, 1, 2 -> schedule(List.of(span("now", -3, 3)), List.of());
      case 3 -> schedule(List.of(span("later", 3, 6)), List.of());
      case 4 -> schedule(List.of(span("was", -6, -3), span("later", 3, 6)), List.of());
      case 5 -> schedule(List.of(), List.of(span("freeze", -3, 3)));
      case 6 -> schedule(List.of(span("now", -6, 6)), List.of(span("freeze", -3, 3)));
      case 7 -> schedule(List.of(span("now", -6, 6)), List.of(span("next-freeze", 3, 5)));
      case 8 -> schedule(List.of(unreadable()), List.of());
      default -> null;
    };
  }

  private WindowSchedule schedule(List<ScheduleEntry> open, List<ScheduleEntry> closed) {
    var schedule = new WindowSchedule();
    schedule.setTimeZone(draw.oneOf("UTC", "Asia/Seoul", "America/New_York"));
    schedule.setOpen(open);
    schedule.setClosed(closed);
    return schedule;
  }

  /** In days from now: more than any zone is away from UTC. */
  private ScheduleEntry span(String name, int from, int until) {
    var entry = new ScheduleEntry();
    entry.setName(name);
    entry.setFrom(local(from));
    entry.setUntil(local(until));
    entry.setReason("drawn");
    return entry;
  }

  private String local(int days) {
    return today.plusDays(days).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static ScheduleEntry unreadable() {
    var entry = new ScheduleEntry();
    entry.setName("nights");
    entry.setCron(UNREADABLE);
    entry.setDuration("6h");
    return entry;
  }

  private @Nullable Workloads workloads() {
    var workloads = new Workloads();
    switch (draw.below(10)) {
      case 0, 1 -> workloads.setSelector(tier("In"));
      case 2 -> workloads.setSelector(tier("NotIn"));
      case 3 -> workloads.setNamespaceSelector(namespace());
      default -> {
        return null;
      }
    }
    return workloads;
  }

  private static Selector tier(String operator) {
    var requirement = new Selector.Requirement();
    requirement.setKey(DrawnApp.TIER);
    requirement.setOperator(operator);
    requirement.setValues(List.of(DrawnApp.WEB));
    var selector = new Selector();
    selector.setMatchExpressions(List.of(requirement));
    return selector;
  }

  private Selector namespace() {
    var selector = new Selector();
    selector.setMatchLabels(Map.of(NAMESPACE_NAME, draw.oneOf(places.labelled())));
    return selector;
  }
}
