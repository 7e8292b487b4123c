package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** One thing to write. */
sealed interface PolicyWrite {
  PolicyKey key();

  /** The verb, as it stands in messages and metrics. */
  String verb();

  record Create(PolicyKey key, HasMetadata desired) implements PolicyWrite {
    @Override
    public String verb() {
      return "create";
    }
  }

  record Replace(PolicyKey key, HasMetadata live, HasMetadata desired) implements PolicyWrite {
    @Override
    public String verb() {
      return "update";
    }
  }

  record Delete(PolicyKey key, HasMetadata live) implements PolicyWrite {
    @Override
    public String verb() {
      return "delete";
    }
  }
}
