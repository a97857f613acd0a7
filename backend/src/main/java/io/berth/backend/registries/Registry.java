package io.berth.backend.registries;

import java.time.Instant;
import java.util.UUID;

/**
 * A registry that a team signs in to, without the password.
 *
 * @param host such as {@code registry.example.com:5000}, or {@code docker.io}
 */
public record Registry(UUID id, String host, String username, Instant createdAt, long version) {}
