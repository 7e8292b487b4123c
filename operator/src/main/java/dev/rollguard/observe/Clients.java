package dev.rollguard.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** Builds the one client of the process. It reads Deployments as {@link Workload}s. */
public final class Clients {
  /** Field manager of everything that the operator writes. */
  public static final String FIELD_MANAGER = "rollguard";

  private Clients() {}

  public static KubernetesClient create(Config config) {
    return builder(config).build();
  }

  /** The listener hears of every request and its answer. */
  public static KubernetesClient create(Config config, Interceptor listener) {
    return builder(config)
        .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("listener", listener))
        .build();
  }

  private static KubernetesClientBuilder builder(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization());
  }

  /** Knows our classes only: scanning the class path for all others costs time and memory. */
  public static KubernetesSerialization serialization() {
    var serialization = new KubernetesSerialization(new ObjectMapper(), false);
    List.of(
            Workload.class,
            ChangeWindow.class,
            Fault.class,
            Change.class,
            Namespace.class,
            Event.class,
            Lease.class,
            Status.class,
            MutatingAdmissionPolicy.class,
            MutatingAdmissionPolicyBinding.class,
            ValidatingAdmissionPolicy.class,
            ValidatingAdmissionPolicyBinding.class)
        .forEach(serialization::registerKubernetesResource);
    return serialization;
  }
}
