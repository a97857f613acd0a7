package io.berth.backend.nodes;

import io.berth.protocol.LogLine;
import java.util.UUID;
import java.util.function.Consumer;

/** The logs of containers, straight from their hosts. */
public interface ContainerLogs {

    /**
     * @param tail how many past lines come first
     * @param follow whether new lines follow until the tail is closed or the container ends
     * @param reader called for one line after the other on the stream's own thread; while it blocks, the host sends no more
     */
    LogTail open(UUID nodeId, String containerName, int tail, boolean follow, Consumer<LogLine> reader);
}
