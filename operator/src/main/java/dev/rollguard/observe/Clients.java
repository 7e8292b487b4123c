package dev.rollguard.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.Fault;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/** Builds the one client of the process. It reads Deployments as {@link Workload}s. */
public final class Clients {
  /** Field manager of everything that the operator writes. */
  public static final String FIELD_MANAGER = "rollguard";

  private static final int ANSWER_MILLIS = 5_000;
  private static final int CONNECT_MILLIS = 2_000;

  /** The client's own retries block their thread; whoever asked tries again later anyway. */
  private static final int QUICK_RETRIES = 2;

  private Clients() {}

  /**
   * How long the operator waits for an answer. HTTP/1.1, because it closes a connection that did
   * not answer in time; over HTTP/2 one that has gone silent is used on and on.
   */
  public static ConfigBuilder patience(ConfigBuilder config) {
    return config
        .withHttp2Disable(true)
        .withRequestTimeout(ANSWER_MILLIS)
        .withConnectionTimeout(CONNECT_MILLIS)
        .withRequestRetryBackoffLimit(QUICK_RETRIES);
  }

  public static KubernetesClient create(Config config) {
    return create(config, Map.of());
  }

  /** The listeners, by their names, hear of every request and its answer. */
  public static KubernetesClient create(Config config, Map<String, Interceptor> listeners) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization())
        .withHttpClientBuilderConsumer(client -> {
          client.addOrReplaceInterceptor("compressed lists", new CompressedLists());
          listeners.forEach(client::addOrReplaceInterceptor);
        })
        .build();
  }

  /** Knows our classes only: scanning the class path for all others costs time and memory. */
  public static KubernetesSerialization serialization() {
    var slim = new SimpleModule().addDeserializer(FieldsV1.class, new OwnedFields());
    var mapper = new ObjectMapper().registerModule(slim);
    var serialization = new KubernetesSerialization(mapper, false);
    List.of(
            Workload.class,
            ChangeWindow.class,
            Fault.class,
            Change.class,
            CheckTemplate.class,
            CheckRun.class,
            Namespace.class,
            ConfigMap.class,
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
