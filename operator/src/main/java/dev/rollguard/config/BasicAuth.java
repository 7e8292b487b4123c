package dev.rollguard.config;

/** Where a user and a password are: two keys of a Secret in the namespace of the operator. */
public record BasicAuth(String secret, String usernameKey, String passwordKey) {}
