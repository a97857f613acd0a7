package io.berth.e2e.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection of a client, which knows what its end means for the request that is on it. */
final class Connection {

    /** What is left of an announced line at most. */
    private static final int LONGEST_LINE = 8192;

    private final Connections all;
    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(32 * 1024).flip();
    private int requests;
    private long sent;
    private boolean answering;

    @Nullable
    private volatile Trouble cutOffFor;

    Connection(Connections all, SocketChannel channel) {
        this.all = all;
        this.channel = channel;
    }

    /** A request begins; what ends the connection from now on fails that one. */
    void beginRequest() {
        requests++;
        sent = 0;
        answering = false;
    }

    void send(String text) throws Lost {
        send(text.getBytes(StandardCharsets.ISO_8859_1), Integer.MAX_VALUE);
    }

    void send(byte[] bytes, int most) throws Lost {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, most));
        try {
            while (rest.hasRemaining()) {
                sent += channel.write(rest);
            }
        } catch (IOException e) {
            throw ended("could not send more than " + sent + " bytes", e);
        }
    }

    int read() throws Lost {
        fill();
        return received.get() & 0xff;
    }

    void read(byte[] into) throws Lost {
        int at = 0;
        while (at < into.length) {
            fill();
            int here = Math.min(received.remaining(), into.length - at);
            received.get(into, at, here);
            at += here;
        }
    }

    /** Without its end. */
    String readLine() throws Lost {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            line.append((char) next);
            if (line.length() > LONGEST_LINE) {
                throw new Lost(Trouble.WRONG_ANSWER, "a line of more than " + LONGEST_LINE + " bytes: " + line);
            }
        }
        return line.toString().stripTrailing();
    }

    private void fill() throws Lost {
        if (received.hasRemaining()) {
            return;
        }
        received.clear();
        try {
            if (channel.read(received) < 0) {
                received.flip();
                throw ended("end of the stream", null);
            }
        } catch (IOException e) {
            received.flip();
            throw ended("could not read", e);
        }
        received.flip();
        answering = true;
    }

    private Lost ended(String seen, @Nullable IOException cause) {
        Trouble cutOff = cutOffFor;
        if (cutOff != null) {
            return new Lost(
                    cutOff,
                    "given up; " + sent + " bytes were sent, the answer had " + (answering ? "begun" : "not begun"));
        }
        if (answering) {
            return new Lost(Trouble.CUT, seen, cause);
        }
        return new Lost(requests > 1 ? Trouble.CLOSED_ON_REUSE : Trouble.CLOSED_BEFORE_ANSWER, seen, cause);
    }

    /** What has come without anybody waiting for it. What ended the connection shows again when it is used. */
    Pending pending() {
        if (received.hasRemaining()) {
            return Pending.BYTES;
        }
        received.clear();
        try {
            channel.configureBlocking(false);
            int got = channel.read(received);
            channel.configureBlocking(true);
            return got < 0 ? Pending.END : got > 0 ? Pending.BYTES : Pending.NOTHING;
        } catch (IOException reset) {
            return Pending.END;
        } finally {
            received.flip();
        }
    }

    enum Pending {
        NOTHING,
        BYTES,
        END
    }

    /** By the client, for this reason. What waits on it wakes up and fails. */
    void cutOff(Trouble why) {
        cutOffFor = why;
        close();
    }

    Trouble cutOffFor(Trouble otherwise) {
        Trouble cutOff = cutOffFor;
        return cutOff == null ? otherwise : cutOff;
    }

    void close() {
        all.close(this, channel);
    }
}
