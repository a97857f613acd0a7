package io.berth.simulation;

import io.berth.protocol.VolumeObservation;
import java.util.Map;

/** A volume on a simulated engine. */
final class Disk {

    final String name;
    final Map<String, String> labels;
    /** The highest epoch with which a container has run on it. */
    long lastWriter;

    Disk(String name, Map<String, String> labels) {
        this.name = name;
        this.labels = labels;
    }

    Disk copy() {
        Disk copy = new Disk(name, labels);
        copy.lastWriter = lastWriter;
        return copy;
    }

    VolumeObservation observation() {
        return new VolumeObservation(name, labels);
    }
}
