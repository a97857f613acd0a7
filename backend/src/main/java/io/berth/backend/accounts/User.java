package io.berth.backend.accounts;

import java.util.UUID;

/** A person with a password. */
public record User(UUID id, String username) {}
