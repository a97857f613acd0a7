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
    static boolean anEarlierOneWent(@Nullable String known, ContainerObservation seen) {
        return seen.state() == ContainerObservation.State.GONE && known != null && !known.equals(seen.engineId());
    }

    /**
     * Whether news of a container that has gone is about one that was made after it. Where no id is known, it may as well be
     * late news of the one that went.
     */
    static boolean anotherIsThere(ContainerPhase phase, @Nullable String known, ContainerObservation seen) {
        return phase == ContainerPhase.REMOVED
                && seen.state() != ContainerObservation.State.GONE
                && known != null
                && !known.equals(seen.engineId());
    }

    /** Whether news says nothing of the container as it is now. */
    public static boolean outdated(ContainerPhase phase, @Nullable String known, ContainerObservation seen) {
        return anEarlierOneWent(known, seen)
                || (phase == ContainerPhase.REMOVED && !anotherIsThere(phase, known, seen));
    }

    /** @param known the engine's id of the container that was seen to go; null if it was never known */
    public static boolean madeOnceMore(ContainerPhase phase, @Nullable String known, String made) {
        return phase == ContainerPhase.REMOVED && !made.equals(known);
    }
}
