package io.berth.backend.balancing.certificates;

import java.time.Instant;
import java.util.UUID;

/**
 * An order that nobody else carries out.
 *
 * @param until when it is nobody's any more
 * @param failures how many failed in a row before
 */
record Claim(UUID certificate, UUID team, String host, int failures, Instant until) {}
