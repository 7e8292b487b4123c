package dev.rollguard.core.risk;

import java.util.List;

/**
 * What differs between the pod template that runs and the one that is asked for.
 *
 * @param imageOnly whether images of containers differ and nothing else
 * @param tagJump how far the images moved
 * @param latest whether an image that is new here may be another one tomorrow
 * @param images containers whose image changed, or that were added
 * @param containers containers that differ in anything, added and removed ones too
 * @param env names of environment variables that were added, removed or changed
 * @param resources whether requests or limits changed
 * @param probes whether a probe changed
 * @param volumes whether a volume or where it is mounted changed
 * @param security whether a security context, a namespace of the host or the ServiceAccount changed
 * @param other fields that changed and that no other fact covers
 */
public record TemplateFact(
    boolean imageOnly,
    TagJump tagJump,
    boolean latest,
    int images,
    int containers,
    List<String> env,
    boolean resources,
    boolean probes,
    boolean volumes,
    boolean security,
    List<String> other) {}
