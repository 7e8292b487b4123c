/** What {@code e2e/bench} measures. No test: nothing here has a limit that could fail. */
@org.jspecify.annotations.NullMarked
package dev.rollguard.e2e.bench;
