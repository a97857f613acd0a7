package io.berth.backend.nodes;

import java.util.concurrent.CompletableFuture;

/** A container's log on its way to a reader. */
public interface LogTail extends AutoCloseable {

    /** Completes when the log ends or is closed; fails with the reason, in words for a person, if it cannot be had. */
    CompletableFuture<Void> ended();

    /** The reader goes. */
    @Override
    void close();
}
