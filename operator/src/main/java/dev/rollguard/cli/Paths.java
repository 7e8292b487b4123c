package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where objects are in the API. */
final class Paths {
  private static final String KINDS = "/apis/" + Labels.GROUP + "/" + Labels.VERSION + "/";
  static final String WINDOWS = KINDS + "changewindows";
  static final String FAULTS = KINDS + "faults";
  static final String BREAK_GLASSES = KINDS + "breakglasses";
  static final String ACTIVE_CHANGES = KINDS + "changes" + labelled(Labels.ACTIVE, Labels.TRUE);
  static final String CHECK_RUNS = KINDS + "checkruns" + labelled(Labels.ACTIVE, Labels.TRUE);

  private static final int LABEL_LENGTH = 63;

  private Paths() {}

  private static String labelled(String label, String value) {
    return "?labelSelector=" + encode(label + "=" + value);
  }

  /** All Changes of a Deployment that are still kept. */
  static String changesOf(String namespace, String deployment) {
    return KINDS
        + "namespaces/%s/changes%s"
            .formatted(encode(namespace), labelled(Labels.WORKLOAD, label(deployment)));
  }

  private static String label(String name) {
    var cut = name.substring(0, Math.min(LABEL_LENGTH, name.length()));
    return cut.replaceAll("[^A-Za-z0-9]+$", "");
  }

  static String change(String namespace, String name) {
    return KINDS + "namespaces/%s/changes/%s".formatted(encode(namespace), encode(name));
  }

  static String deployment(String namespace, String name) {
    return "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(encode(namespace), encode(name));
  }

  /** Deployments of that name, wherever they are. */
  static String deploymentsNamed(String name) {
    return "/apis/apps/v1/deployments?fieldSelector=" + encode("metadata.name=" + name);
  }

  static String namespace(String name) {
    return "/api/v1/namespaces/" + encode(name);
  }

  static String holdPolicy() {
    return "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies/hold.rollguard.dev";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
