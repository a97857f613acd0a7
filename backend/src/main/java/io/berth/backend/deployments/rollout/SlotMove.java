package io.berth.backend.deployments.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one slot needs now. */
sealed interface SlotMove {

    record Take(Step step) implements SlotMove {}

    /** @param away what is waited for if the node that is to answer is not there; null if it is there */
    record Busy(@Nullable String away) implements SlotMove {}

    record Wait(String forWhat) implements SlotMove {}

    /**
     * Something is given time, such as a container to end what it has begun.
     *
     * @param forWhat in words, where it is not the time alone
     */
    record Until(Instant when, @Nullable String forWhat) implements SlotMove {}

    record Done() implements SlotMove {}
}
