package dev.rollguard.config;

import java.net.URI;
import java.util.Optional;

/**
 * A Prometheus server that checks know by its name. It has a bearer token, basic auth, or neither.
 *
 * @param ca the CA of its certificate; absent for those that Java trusts
 */
public record Provider(
    String name,
    URI address,
    Optional<SecretKey> bearerToken,
    Optional<BasicAuth> basicAuth,
    Optional<SecretKey> ca) {}
