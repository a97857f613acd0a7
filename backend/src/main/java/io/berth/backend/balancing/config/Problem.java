package io.berth.backend.balancing.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting that could not be followed.
 *
 * @param alias of the linked service that has it; null means the balancer itself
 * @param variable the setting's name, or {@code links} if the link as such is useless
 * @param sentence what is wrong, where, and how to mend it
 */
public record Problem(@Nullable String alias, String variable, String sentence) {}
