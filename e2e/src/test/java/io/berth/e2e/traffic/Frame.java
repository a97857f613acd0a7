package io.berth.e2e.traffic;

import java.nio.ByteBuffer;
import java.util.Random;

/** A frame of a WebSocket, RFC 6455. */
record Frame(int opcode, byte[] payload) {

    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int LARGEST = 1 << 20;

    static Frame read(Connection connection) throws Lost {
        int first = connection.read();
        long length = connection.read();
        if ((first & 0x70) != 0 || (first & LAST) == 0 || length >= MASKED) {
            throw new Lost(Trouble.WRONG_ANSWER, "a frame that begins with %x %x".formatted(first, length));
        }
        int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        length = more > 0 ? 0 : length;
        for (int i = 0; i < more; i++) {
            length = length << 8 | connection.read();
        }
        if (length < 0 || length > LARGEST) {
            throw new Lost(Trouble.WRONG_ANSWER, "a frame of " + length + " bytes");
        }
        byte[] payload = new byte[(int) length];
        connection.read(payload);
        return new Frame(first & 0x0f, payload);
    }

    /** As a client sends it. */
    byte[] masked(Random random) {
        ByteBuffer bytes = ByteBuffer.allocate(payload.length + 14);
        bytes.put((byte) (LAST | opcode));
        if (payload.length < 126) {
            bytes.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << 16) {
            bytes.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            bytes.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        bytes.put(mask);
        for (int i = 0; i < payload.length; i++) {
            bytes.put((byte) (payload[i] ^ mask[i % 4]));
        }
        byte[] whole = new byte[bytes.flip().remaining()];
        bytes.get(whole);
        return whole;
    }
}
