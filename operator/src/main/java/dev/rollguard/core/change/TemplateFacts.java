package dev.rollguard.core.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.core.change.Difference.Part;
import dev.rollguard.core.risk.TagJump;
import dev.rollguard.core.risk.TemplateFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The facts for rules about risk, from the same differences that people are shown. */
public final class TemplateFacts {
  private static final String SECURITY_CONTEXT = "securityContext";
  private static final Set<String> PROBES =
      Set.of("livenessProbe", "readinessProbe", "startupProbe");
  private static final Set<String> MOUNTS = Set.of("volumeMounts", "volumeDevices");
  private static final Set<String> POD_SECURITY =
      Set.of(
          SECURITY_CONTEXT,
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "hostUsers",
          "serviceAccountName",
          // What the API server fills in beside it.
          "serviceAccount",
          "automountServiceAccountToken");

  private TemplateFacts() {}

  /** What differs from the template that ran before. */
  public static TemplateFact between(PodTemplate from, PodTemplate to) {
    var all = Difference.between(from, to);
    var differences = all.stream().filter(d -> !restart(d)).toList();
    var images = of(differences, Part.Image);
    return new TemplateFact(
        !images.isEmpty() && images.size() == differences.size(),
        jump(images),
        newImages(differences).anyMatch(TagJump::floats),
        (int) newImages(differences).count(),
        (int)
            differences.stream()
                .filter(d -> !d.container().isEmpty())
                .map(Difference::container)
                .distinct()
                .count(),
        of(differences, Part.Env).stream().map(Difference::name).distinct().toList(),
        any(differences, d -> d.part() == Part.Resource),
        any(differences, d -> d.part() == Part.ContainerField && PROBES.contains(d.name())),
        any(differences, TemplateFacts::volume),
        any(differences, TemplateFacts::security),
        all.isEmpty() && !from.hash().equals(to.hash()) ? List.of("order") : other(differences));
  }

  /** A first rollout, which has nothing to be compared with. */
  public static TemplateFact first(PodTemplate to) {
    var images = new ArrayList<String>();
    for (var kind : Difference.CONTAINERS) {
      to.tree().at("/spec/" + kind).forEach(container -> images.add(image(container)));
    }
    return new TemplateFact(
        false,
        TagJump.None,
        images.stream().anyMatch(TagJump::floats),
        images.size(),
        images.size(),
        List.of(),
        false,
        false,
        false,
        false,
        List.of());
  }

  private static boolean restart(Difference d) {
    return d.part() == Part.Annotation && d.name().equals(PodTemplate.RESTARTED_AT);
  }

  private static List<Difference> of(List<Difference> differences, Part part) {
    return differences.stream().filter(d -> d.part() == part).toList();
  }

  private static boolean any(List<Difference> differences, Predicate<Difference> test) {
    return differences.stream().anyMatch(test);
  }

  private static TagJump jump(List<Difference> images) {
    return images.stream()
        .map(d -> TagJump.between(d.from().asText(), d.to().asText()))
        .max(Comparator.naturalOrder())
        .orElse(TagJump.None);
  }

  private static Stream<String> newImages(List<Difference> differences) {
    return differences.stream()
        .flatMap(d ->
            switch (d.part()) {
              case Image -> Stream.of(d.to().asText());
              case Container -> d.added() ? Stream.of(image(d.to())) : Stream.empty();
              case Env, Resource, ContainerField, Volume, Label, Annotation, PodField ->
                  Stream.empty();
            });
  }

  private static String image(JsonNode container) {
    return container.path("image").asText();
  }

  private static boolean volume(Difference d) {
    return d.part() == Part.Volume
        || (d.part() == Part.ContainerField && MOUNTS.contains(d.name()));
  }

  private static boolean security(Difference d) {
    return switch (d.part()) {
      case ContainerField -> d.name().equals(SECURITY_CONTEXT);
      case PodField -> POD_SECURITY.contains(d.name());
      case Container, Image, Env, Resource, Volume, Label, Annotation -> false;
    };
  }

  private static List<String> other(List<Difference> differences) {
    return differences.stream()
        .filter(d -> !volume(d) && !security(d))
        .map(TemplateFacts::other)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<String> other(Difference d) {
    return switch (d.part()) {
      case Image, Env, Resource, Volume -> Optional.empty();
      case Container -> Optional.of("containers");
      case ContainerField -> Optional.of(d.name()).filter(name -> !PROBES.contains(name));
      case Label -> Optional.of("pod.label." + d.name());
      case Annotation -> Optional.of("pod.annotation." + d.name());
      case PodField -> Optional.of("pod." + d.name());
    };
  }
}
