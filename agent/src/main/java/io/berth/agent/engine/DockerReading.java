package io.berth.agent.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One answer of the engine that is read piece by piece, and may be closed from another thread while it is read. */
abstract class DockerReading<T> implements EngineStream<T> {

    private final DockerHttpClient.Response response;
    private volatile boolean closed;
    private volatile @Nullable Thread reader;

    DockerReading(DockerHttpClient.Response response) {
        this.response = response;
    }

    /** @return null at the end */
    abstract @Nullable T read() throws IOException;

    @Override
    public final @Nullable T next() {
        reader = Thread.currentThread();
        try {
            return closed ? null : read();
        } catch (IOException | RuntimeException e) {
            if (closed) {
                return null; // breaking off is how a read that waits is ended
            }
            throw e instanceof IOException broken
                    ? DockerErrors.unreachable(broken)
                    : DockerErrors.translate("go on with a stream", (RuntimeException) e);
        } finally {
            reader = null;
        }
    }

    @Override
    public final void close() {
        closed = true;
        Thread waiting = reader;
        if (waiting != null && waiting != Thread.currentThread()) {
            waiting.interrupt();
        }
        response.close();
    }
}
