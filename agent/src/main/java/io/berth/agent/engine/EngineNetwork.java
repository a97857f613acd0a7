package io.berth.agent.engine;

import java.util.Map;

/** A network on the engine. */
public record EngineNetwork(String id, String name, Map<String, String> labels) {}
