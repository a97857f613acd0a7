package io.berth.simulation;

import io.berth.agent.jobs.VolumeEpochs;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The epochs on a host's disk: they outlive the agent, not the disk. */
final class Epochs implements VolumeEpochs {

    private final Plant plant;
    private Map<UUID, Long> highest = new HashMap<>();
    private Map<UUID, Long> copy = new HashMap<>();

    Epochs(Plant plant) {
        this.plant = plant;
    }

    @Override
    public long highest(UUID volume) {
        return plant == Plant.NO_EPOCH_CHECK ? 0 : highest.getOrDefault(volume, 0L);
    }

    @Override
    public void raise(UUID volume, long epoch) {
        highest.merge(volume, epoch, Math::max);
    }

    void keepCopy() {
        copy = new HashMap<>(highest);
    }

    void setBack() {
        highest = new HashMap<>(copy);
    }

    void wipe() {
        highest = new HashMap<>();
        copy = new HashMap<>();
    }
}
