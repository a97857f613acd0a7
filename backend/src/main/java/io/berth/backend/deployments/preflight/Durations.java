package io.berth.backend.deployments.preflight;

import java.time.Duration;
import java.util.List;

/**
 * How long the steps of a service took lately.
 *
 * @param slots from the making of a container until it was healthy
 * @param pulls of an image to a node that may not have had it
 */
public record Durations(List<Duration> slots, List<Duration> pulls) {}
