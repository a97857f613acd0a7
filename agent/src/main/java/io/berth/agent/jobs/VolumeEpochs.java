package io.berth.agent.jobs;

import java.util.UUID;

/** The highest epoch that this host has seen of each volume; survives any crash. */
public interface VolumeEpochs {

    /** @return 0 if the volume was never seen */
    long highest(UUID volume);

    /** Remembers an epoch, if it is higher than the present one, before it returns. */
    void raise(UUID volume, long epoch);
}
