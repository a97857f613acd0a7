package io.berth.backend.accounts;

import java.util.UUID;

/** Who owns things: everything but users belongs to one team and is visible to it alone. */
public record Team(UUID id, String name) {}
