package dev.rollguard.e2e.model;

/**
 * A Deployment that somebody asked about.
 *
 * @param told what {@code can-i} answered
 */
public record Question(Site site, DrawnApp app, Fate told) {
  /** All that is known about it, to tell why it went another way. */
  String state() {
    return "%s of %s".formatted(app, site.describe());
  }
}
