package io.berth.e2e.traffic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** One WebSocket after the other, each with messages that are to come back. */
final class WebSockets {

    /** Of each way to write a length, in turn. */
    private static final int[] SIZES = {20, 125, 126, 4000, 65_535, 65_536};

    private static final byte[] NORMAL_CLOSE = {0x03, (byte) 0xe8};

    private final Connections connections;
    private final Ledger ledger;
    private final Load load;
    private final Until until;
    private final Duration life;
    private final Random random = new Random(0);

    WebSockets(Connections connections, Ledger ledger, Load load, Until until, Duration life) {
        this.connections = connections;
        this.ledger = ledger;
        this.load = load;
        this.until = until;
        this.life = life;
    }

    boolean one() {
        return ledger.attempt(Kind.WEBSOCKET, life, this::talk);
    }

    private void talk(Attempt attempt) throws Lost {
        Connection connection = connections.connect(load.patience());
        try (Connections.Limit _ = connections.limit(connection, life.plus(load.patience()))) {
            shakeHands(connection, attempt);
            ledger.stalled(Kind.WEBSOCKET, attempt.at(), attempt.taken());
            if (exchangeMessages(connection, attempt)) {
                send(connection, Frame.CLOSE, NORMAL_CLOSE);
                if (next(connection).opcode() != Frame.CLOSE) {
                    throw new Lost(Trouble.WRONG_ANSWER, "a message after the closing frame");
                }
                return;
            }
            ledger.count(Kind.WEBSOCKET, count -> count.closedByServer++);
            send(connection, Frame.CLOSE, NORMAL_CLOSE);
        } finally {
            connection.close();
        }
    }

    private void shakeHands(Connection connection, Attempt attempt) throws Lost {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        connection.beginRequest();
        connection.send(("GET /echo HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n\r\n")
                .formatted(connections.target().name(), key));
        Answer answer = attempt.answered(Answer.read(connection)).require(101);
        if (!accept(key).equals(answer.headers().get("sec-websocket-accept"))) {
            throw new Lost(Trouble.WRONG_ANSWER, "a handshake with " + answer.headers());
        }
    }

    private static String accept(String key) {
        try {
            byte[] joined = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(joined));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return false if the server has closed, as it may at any time, with a closing frame */
    private boolean exchangeMessages(Connection connection, Attempt attempt) throws Lost {
        for (int i = 0; attempt.taken().compareTo(life) < 0; i++) {
            // The pause comes first, so that a server that closes in it is heard before it is spoken to.
            boolean goesOn = until.pause(load.messagePause());
            if (closedInPause(connection)) {
                return false;
            }
            if (!goesOn) {
                return true;
            }
            if (!echo(connection, SIZES[i % SIZES.length])) {
                return false;
            }
        }
        return true;
    }

    private boolean closedInPause(Connection connection) throws Lost {
        while (connection.pending() != Connection.Pending.NOTHING) {
            Frame unasked = Frame.read(connection);
            switch (unasked.opcode()) {
                case Frame.CLOSE -> {
                    return true;
                }
                case Frame.PING -> send(connection, Frame.PONG, unasked.payload());
                case Frame.PONG -> {}
                default -> throw new Lost(Trouble.WRONG_ANSWER, "a message that nobody had sent");
            }
        }
        return false;
    }

    private boolean echo(Connection connection, int size) throws Lost {
        Instant at = Instant.now();
        long begin = System.nanoTime();
        byte[] message = new byte[size];
        random.nextBytes(message);
        send(connection, Frame.BINARY, message);
        Frame echo = next(connection);
        if (echo.opcode() == Frame.CLOSE) {
            return false;
        }
        if (echo.opcode() != Frame.BINARY || !Arrays.equals(echo.payload(), message)) {
            throw new Lost(Trouble.WRONG_ANSWER, "another message than the one that was sent");
        }
        ledger.stalled(Kind.WEBSOCKET, at, Duration.ofNanos(System.nanoTime() - begin));
        ledger.count(Kind.WEBSOCKET, count -> count.messages++);
        return true;
    }

    /** A message, or the end. */
    private Frame next(Connection connection) throws Lost {
        Frame frame = Frame.read(connection);
        while (frame.opcode() == Frame.PING || frame.opcode() == Frame.PONG) {
            if (frame.opcode() == Frame.PING) {
                send(connection, Frame.PONG, frame.payload());
            }
            frame = Frame.read(connection);
        }
        return frame;
    }

    private void send(Connection connection, int opcode, byte[] payload) throws Lost {
        connection.send(new Frame(opcode, payload).masked(random), Integer.MAX_VALUE);
    }
}
