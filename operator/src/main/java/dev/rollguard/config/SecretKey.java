package dev.rollguard.config;

/** Where a value is: a key of a Secret in the namespace of the operator. */
public record SecretKey(String secret, String key) {}
