package io.berth.agent.engine;

import java.util.Map;

/**
 * Something happened to a container.
 *
 * @param labels the container's labels, known even after it is gone
 * @param destroyed whether the container has gone with it
 */
public record ContainerEvent(String engineId, String name, Map<String, String> labels, boolean destroyed) {}
