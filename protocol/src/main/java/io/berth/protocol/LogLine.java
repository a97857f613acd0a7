package io.berth.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a container's log.
 *
 * @param stream {@code stdout} or {@code stderr}
 * @param at when the engine received it; null if the engine did not say
 * @param text without its line end
 */
public record LogLine(String stream, @Nullable Instant at, String text) {}
