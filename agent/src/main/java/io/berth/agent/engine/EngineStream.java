package io.berth.agent.engine;

import org.jspecify.annotations.Nullable;

/** Something that an engine sends piece by piece. */
public interface EngineStream<T> extends AutoCloseable {

    /**
     * Waits for the next piece.
     *
     * @return null at the end, also when this end has closed it
     * @throws EngineException if the engine breaks off
     */
    @Nullable
    T next();

    @Override
    void close();
}
