package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;

/** Names one compiled object. The order is the one of creation. */
public record PolicyKey(PolicyKind kind, String name) implements Comparable<PolicyKey> {
  private static final Comparator<PolicyKey> ORDER =
      Comparator.comparing(PolicyKey::kind).thenComparing(PolicyKey::name);

  static PolicyKey of(HasMetadata object) {
    return new PolicyKey(PolicyKind.valueOf(object.getKind()), object.getMetadata().getName());
  }

  @Override
  public int compareTo(PolicyKey other) {
    return ORDER.compare(this, other);
  }

  /** As it stands in messages. */
  public String title() {
    return kind + "/" + name;
  }
}
