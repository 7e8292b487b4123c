package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.ChangeRef;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A BreakGlass as somebody writes it for kubectl create. */
public final class BreakGlassDraft {
  private final BreakGlass glass = new BreakGlass();

  private BreakGlassDraft(String name) {
    glass.setMetadata(new ObjectMetaBuilder().withName(name).build());
    glass.getSpec().setReason("Payments fail since 02:10; this is the fix");
  }

  /** Every change of the datacenter passes. */
  public static BreakGlassDraft of(Datacenter datacenter) {
    var draft = new BreakGlassDraft(datacenter.world().named("glass"));
    draft.glass.getSpec().setDatacenter(datacenter.name());
    return draft;
  }

  /** The newest Change of the Deployment passes. */
  public static BreakGlassDraft of(App app) {
    return of(app, app.changes().getLast().getMetadata().getName());
  }

  /** The Change of that name passes, whether it is there or not. */
  public static BreakGlassDraft of(App app, String change) {
    var draft = new BreakGlassDraft(app.datacenter().world().named("glass-" + app.name()));
    draft.glass.getSpec().setChangeRef(ref(app, change));
    return draft;
  }

  private static ChangeRef ref(App app, String change) {
    var ref = new ChangeRef();
    ref.setNamespace(app.namespace());
    ref.setName(change);
    return ref;
  }

  public BreakGlassDraft named(String suffix) {
    glass.getMetadata().setName(glass.getMetadata().getName() + "-" + suffix);
    return this;
  }

  /** It ends so long after now. */
  public BreakGlassDraft lasting(Duration time) {
    glass.getSpec().setUntil(Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS).toString());
    return this;
  }

  String name() {
    return glass.getMetadata().getName();
  }

  String manifest() {
    return Serialization.asYaml(glass);
  }
}
