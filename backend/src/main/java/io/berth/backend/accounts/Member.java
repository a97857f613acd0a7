package io.berth.backend.accounts;

import java.time.Instant;
import java.util.UUID;

/** A user in a team. */
public record Member(UUID userId, String username, Role role, Instant joinedAt) {}
