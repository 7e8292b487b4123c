package dev.rollguard.core.check;

/**
 * What one check of a run came to.
 *
 * @param check its name in the template
 */
public record NamedFinding(String check, Finding finding) {}
