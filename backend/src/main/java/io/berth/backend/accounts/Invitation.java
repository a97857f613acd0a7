package io.berth.backend.accounts;

import java.time.Instant;
import java.util.UUID;

/** A link by which somebody may join a team, without the secret in it. */
public record Invitation(
        UUID id, UUID teamId, String teamName, String invitedBy, Instant createdAt, Instant expiresAt) {}
