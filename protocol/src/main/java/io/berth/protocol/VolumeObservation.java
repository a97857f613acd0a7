package io.berth.protocol;

import java.util.Map;

/** A volume as the engine shows it. */
public record VolumeObservation(String name, Map<String, String> labels) {}
