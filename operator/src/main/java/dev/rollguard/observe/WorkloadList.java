package dev.rollguard.observe;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;

/** A list of Deployments. Its items carry no kind of their own, so their class is named here. */
@JsonDeserialize(using = JsonDeserializer.None.class)
public class WorkloadList extends DefaultKubernetesResourceList<Workload> {
  private static final long serialVersionUID = 1L;
}
