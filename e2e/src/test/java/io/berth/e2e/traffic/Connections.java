package io.berth.e2e.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All connections of the clients. None outlives its time: a blocked write can be ended in no other way. */
final class Connections {

    private final Target target;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("traffic-clock").factory());

    @Nullable
    private volatile Trouble over;

    Connections(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    Connection connect(Duration limit) throws Lost {
        SocketChannel channel = channel();
        Connection connection = new Connection(this, channel);
        open.add(connection);
        Trouble alreadyOver = over;
        if (alreadyOver != null) {
            connection.cutOff(alreadyOver);
        }
        try (Limit _ = limit(connection, limit)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(target.host(), target.port()));
            return connection;
        } catch (IOException e) {
            connection.close();
            throw new Lost(connection.cutOffFor(Trouble.NO_CONNECTION), "could not connect", e);
        }
    }

    private static SocketChannel channel() {
        try {
            return SocketChannel.open();
        } catch (IOException outOfDescriptors) {
            throw new UncheckedIOException(outOfDescriptors);
        }
    }

    /** The connection is cut off unless what is done on it ends before. */
    Limit limit(Connection connection, Duration limit) {
        Future<?> end =
                clock.schedule(() -> connection.cutOff(Trouble.TIMEOUT), limit.toMillis(), TimeUnit.MILLISECONDS);
        return () -> end.cancel(false);
    }

    /** No connection is left after this, and none comes about. */
    void cutOffAll() {
        over = Trouble.UNFINISHED;
        open.forEach(connection -> connection.cutOff(Trouble.UNFINISHED));
    }

    /** When no client is left. */
    void stopClock() {
        clock.shutdownNow();
    }

    void close(Connection connection, SocketChannel channel) {
        open.remove(connection);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Limit extends AutoCloseable {
        @Override
        void close();
    }
}
