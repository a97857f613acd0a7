package io.berth.backend.services;

import java.time.Instant;
import java.util.UUID;

/**
 * A revision that runs beside the one in force, in slots beyond the number of the service's containers.
 *
 * @param percent how many of the service's requests balancers send to it, of a hundred
 * @param containers how many were asked for
 * @param since when it was asked for
 */
public record Canary(UUID service, UUID revision, int percent, int containers, Instant since) {}
