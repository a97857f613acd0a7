package io.berth.e2e.traffic;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that did not get what it asked for.
 *
 * @param at when it began
 * @param after how long it had taken until it failed
 * @param version of who had begun to answer, if anybody had
 * @param seen in words
 */
public record Failure(
        Kind kind,
        Trouble trouble,
        Instant at,
        Duration after,
        @Nullable String version,
        String seen) {}
