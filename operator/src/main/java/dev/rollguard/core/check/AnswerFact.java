package dev.rollguard.core.check;

import java.util.Optional;

/**
 * What an HTTP server answered.
 *
 * @param json the body as maps, lists, numbers, texts and truth values; empty when it is not JSON
 */
public record AnswerFact(int status, String body, Optional<Object> json, long durationMs) {}
