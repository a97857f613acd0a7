package io.berth.agent.engine;

import io.berth.protocol.LogLine;
import java.util.UUID;

/** What an engine tells as it happens. Reads block; closing a stream from another thread ends a read. */
public interface EngineStreams {

    /** Changes of that installation's containers from now on. */
    EngineStream<ContainerEvent> containerEvents(UUID installation);

    /**
     * @param tail how many past lines come first
     * @param follow whether the stream goes on until the container ends
     */
    EngineStream<LogLine> logs(String engineId, int tail, boolean follow);
}
