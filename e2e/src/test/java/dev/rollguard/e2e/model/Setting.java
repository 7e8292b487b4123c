package dev.rollguard.e2e.model;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Fault;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings the drawn sites into a cluster, and waits until everybody there knows of them. */
public final class Setting implements AutoCloseable {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final int CONFLICT = 409;
  private static final long SOON_SECONDS = 10;

  private final KubernetesClient client;
  private final List<Site> sites;

  public Setting(KubernetesClient client, List<Site> sites) {
    this.client = client;
    this.sites = sites;
  }

  /** What happened first is made first: no window is there yet that could hold it. */
  public void arrange(Places places, String image) {
    sites.parallelStream().forEach(site -> deploy(site, places, image));
    sites.parallelStream().forEach(this::pause);
    sites.parallelStream().forEach(this::breakDown);
    eventually(this::assertFaultsAreOnRecord);
    sites.parallelStream().forEach(this::override);
    eventually(this::assertOverridesAreOnRecord);
    sites.parallelStream().flatMap(s -> s.windows().stream()).forEach(this::create);
    eventually(this::assertWindowsAreEnforced);
  }

  /** An API server that answers too late is asked again, and has it already. */
  private void create(HasMetadata object) {
    try {
      client.resource(object).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
    }
  }

  private void deploy(Site site, Places places, String image) {
    site.twinsIn(places.first()).forEach(t -> create(t.manifest(image)));
    site.mover().ifPresent(m -> create(m.manifest(image)));
    site.apps().forEach(a -> create(a.manifest(image)));
  }

  /** A pause before its first rollout would leave nothing to compare. */
  private void pause(Site site) {
    site.apps().stream()
        .filter(DrawnApp::ownPause)
        .map(a -> client.apps().deployments().inNamespace(a.namespace()).withName(a.name()))
        .forEach(d -> d.patch(MERGE, "{\"spec\": {\"paused\": true}}"));
  }

  private void breakDown(Site site) {
    for (var drawn : site.faults()) {
      var fault = new Fault();
      fault.setMetadata(new ObjectMetaBuilder().withName(drawn.name()).build());
      fault.getSpec().setDatacenter(site.datacenter());
      fault.getSpec().setSeverity(drawn.severity());
      fault.getSpec().setSummary("Load balancer drops connections after its update");
      create(fault);
      if (drawn.resolved()) {
        resolve(drawn);
      }
    }
  }

  private void resolve(DrawnFault fault) {
    var resolution =
        "{\"spec\": {\"resolution\": {\"cause\": \"old port\", \"evidence\": \"graph\"}}}";
    client.resources(Fault.class).withName(fault.name()).patch(MERGE, resolution);
  }

  private void override(Site site) {
    if (site.override() == Site.Override.None) {
      return;
    }
    var glass = new BreakGlass();
    glass.setMetadata(new ObjectMetaBuilder().withName(site.datacenter()).build());
    glass.getSpec().setDatacenter(site.datacenter());
    glass.getSpec().setReason("the site is down");
    if (site.override() == Site.Override.Over) {
      var soon = Instant.now().plusSeconds(SOON_SECONDS).truncatedTo(ChronoUnit.SECONDS);
      glass.getSpec().setUntil(soon.toString());
    }
    create(glass);
  }

  private void assertFaultsAreOnRecord() {
    var known = byName(client.resources(Fault.class).list().getItems(), this::name);
    assertThat(sites.stream().flatMap(s -> s.faults().stream()))
        .allSatisfy(drawn -> {
          var fault = known.get(drawn.name());
          assertThat(fault).as(drawn.name()).isNotNull();
          assertThat(fault.getStatus()).as(drawn.name()).isNotNull();
          assertThat(fault.getStatus().getConditions()).as(drawn.name()).isNotEmpty();
        });
  }

  private void assertOverridesAreOnRecord() {
    var known = byName(client.resources(BreakGlass.class).list().getItems(), this::name);
    assertThat(sites.stream().filter(s -> s.override() != Site.Override.None))
        .allSatisfy(site ->
            assertThat(known.get(site.datacenter()).getStatus().getState())
                .isEqualTo(
                    site.override() == Site.Override.Over
                        ? BreakGlassState.Lapsed
                        : BreakGlassState.Unconfirmed));
  }

  private void assertWindowsAreEnforced() {
    var known = byName(client.resources(ChangeWindow.class).list().getItems(), this::name);
    assertThat(sites.stream().flatMap(s -> s.windows().stream()).map(this::name))
        .allSatisfy(name ->
            assertThat(known.get(name).getStatus().getConditions())
                .as(name)
                .anyMatch(c ->
                    c.getType().equals(ConditionTypes.ENFORCED) && c.getStatus().equals("True")));
  }

  private String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(name, Function.identity()));
  }

  /** Overrides stay: they end by themselves, and their record lasts. */
  @Override
  public void close() {
    sites.stream().flatMap(s -> s.windows().stream()).forEach(w -> client.resource(w).delete());
    sites.stream()
        .flatMap(s -> s.faults().stream())
        .filter(f -> client.resources(Fault.class).withName(f.name()).get() != null)
        .forEach(this::resolve);
  }
}
