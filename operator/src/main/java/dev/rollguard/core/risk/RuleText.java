package dev.rollguard.core.risk;

import org.jspecify.annotations.Nullable;

/**
 * A rule as somebody wrote it; whatever is missing is null.
 *
 * @param name by which reasons and errors call it
 * @param risk that a change has at least when the rule applies
 * @param when CEL over the facts: whether it applies
 * @param reason one line for people
 */
public record RuleText(
    @Nullable String name, @Nullable String risk, @Nullable String when, @Nullable String reason) {}
