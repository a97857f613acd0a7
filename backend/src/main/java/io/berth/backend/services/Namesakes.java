package io.berth.backend.services;

import io.berth.protocol.ContainerObservation;
import org.jspecify.annotations.Nullable;

/**
 * Which container of a name news is about. A removal that comes late may be carried out just before the container is made once
 * more: then two of one name follow each other on an engine, and only the engine's ids tell them apart.
 */
public final class Namesakes {

    private Namesakes() {}

    /** @param known the engine's id of the container that is known by that name; null if it is not known yet */
    public static boolean anEarlierOneWent(@Nullable String known, ContainerObservation seen) {
        return seen.state() == ContainerObservation.State.GONE && known != null && !known.equals(seen.engineId());
    }

    /** @param known the engine's id of the container that was seen to go; null if it was never known */
    public static boolean madeOnceMore(ContainerPhase phase, @Nullable String known, String made) {
        return phase == ContainerPhase.REMOVED && !made.equals(known);
    }
}
