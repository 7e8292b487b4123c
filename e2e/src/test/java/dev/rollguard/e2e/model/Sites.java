package dev.rollguard.e2e.model;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Draws datacenters with everything in them. */
public final class Sites {
  private static final int APPS = 10;

  private final Draw draw;
  private final Places places;
  private final WindowDice windows;

  public Sites(long seed, Places places) {
    this.draw = new Draw(seed);
    this.places = places;
    this.windows = new WindowDice(draw, places);
  }

  /** So many Deployments, in as many datacenters as that takes. */
  public List<Site> with(int deployments) {
    var sites = new ArrayList<Site>();
    var left = deployments;
    while (left > 0) {
      var site = site(sites.size(), left);
      left -= site.apps().size();
      sites.add(site);
    }
    return List.copyOf(sites);
  }

  /** The first ones have a namespace of their own; of the others the Deployments have labels. */
  private Site site(int number, int most) {
    var own = number < places.labelled().size();
    var datacenter = own ? places.labelled().get(number) : places.first() + "-" + number;
    var turns = draw.percent(20);
    var apps =
        IntStream.range(0, turns ? 1 : Math.min(APPS, most))
            .mapToObj(i -> app("a%d-%d".formatted(number, i), datacenter, own))
            .toList();
    var mover =
        Optional.of(apps.getFirst())
            .filter(a -> turns && draw.percent(70))
            .map(a ->
                new DrawnApp(
                    a.namespace(), "m" + a.name(), a.label(), a.tier(), draw.below(2), false));
    return new Site(
        datacenter, windows(datacenter, turns), faults(datacenter), override(), mover, apps);
  }

  private List<ChangeWindow> windows(String datacenter, boolean turns) {
    return IntStream.range(0, draw.oneOf(0, 1, 1, 1, 1, 1, 2, 2))
        .mapToObj(i -> windows.window("w%d-%s".formatted(i, datacenter), datacenter, turns))
        .toList();
  }

  private List<DrawnFault> faults(String datacenter) {
    return IntStream.range(0, draw.oneOf(0, 0, 0, 1, 1, 2))
        .mapToObj(i ->
            new DrawnFault(
                "f%d-%s".formatted(i, datacenter), draw.oneOf(Severity.values()), draw.percent(60)))
        .toList();
  }

  private Site.Override override() {
    var none = Site.Override.None;
    return draw.oneOf(none, none, none, none, none, Site.Override.InForce, Site.Override.Over);
  }

  private DrawnApp app(String name, String datacenter, boolean own) {
    var labelled = draw.oneOf(places.labelled());
    var tier = draw.oneOf("", DrawnApp.WEB, "api");
    var replicas = draw.percent(15) ? 1 : 0;
    var pause = draw.percent(8);
    return switch (draw.below(25)) {
      case 0 -> new DrawnApp(places.unlabelled(), name, Optional.empty(), tier, replicas, pause);
      case 1 -> new DrawnApp(labelled, name, Optional.of(""), tier, replicas, pause);
      case 2, 3 ->
          new DrawnApp(places.unlabelled(), name, Optional.of(datacenter), tier, replicas, pause);
      case 4, 5, 6, 7, 8 ->
          new DrawnApp(labelled, name, Optional.of(datacenter), tier, replicas, pause);
      default ->
          own
              ? new DrawnApp(datacenter, name, Optional.empty(), tier, replicas, pause)
              : new DrawnApp(labelled, name, Optional.of(datacenter), tier, replicas, pause);
    };
  }
}
