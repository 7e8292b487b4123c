package dev.rollguard.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole lists, asked for in pages, so that no answer is too long for the API server. */
final class Pages {
  private static final long SIZE = 500;

  private Pages() {}

  static <T extends HasMetadata> List<T> all(Listable<? extends KubernetesResourceList<T>> list) {
    var items = new ArrayList<T>();
    @Nullable String next = null;
    do {
      var page = list.list(new ListOptionsBuilder().withLimit(SIZE).withContinue(next).build());
      items.addAll(page.getItems());
      next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return items;
  }
}
