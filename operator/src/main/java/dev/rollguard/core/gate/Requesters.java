package dev.rollguard.core.gate;

import java.util.List;
import java.util.Optional;

/**
 * Who asked for a change. None of them approves it.
 *
 * @param by the authenticated user who asked for it
 * @param others the authenticated users who asked for what it replaced while that was held: parts
 *     of theirs may be in it
 */
public record Requesters(String by, List<String> others) {
  /** Nobody is known. */
  public static final Requesters NONE = new Requesters("", List.of());

  /** What a user has to do with the change; empty when nothing. */
  public Optional<String> claim(String user) {
    if (user.equals(by)) {
      return Optional.of("%s asked for the change".formatted(user));
    }
    return others.contains(user)
        ? Optional.of("%s asked for what this change replaced".formatted(user))
        : Optional.empty();
  }
}
