package io.berth.backend.nodes;

import java.io.IOException;
import java.util.Optional;
import org.springframework.web.socket.TextMessage;

/** Puts the parts of a large text frame together. One for each connection: frames come one after the other. */
final class FrameAssembler {

    private static final int LARGEST = 8 * 1024 * 1024;

    private final StringBuilder parts = new StringBuilder();

    /**
     * The whole text, once its last part is there.
     *
     * @throws IOException if it grows too large
     */
    Optional<String> add(TextMessage part) throws IOException {
        if (parts.length() + part.getPayload().length() > LARGEST) {
            throw new IOException("a message of more than " + LARGEST + " characters");
        }
        if (part.isLast() && parts.isEmpty()) {
            return Optional.of(part.getPayload());
        }
        parts.append(part.getPayload());
        if (!part.isLast()) {
            return Optional.empty();
        }
        String whole = parts.toString();
        parts.setLength(0);
        parts.trimToSize();
        return Optional.of(whole);
    }
}
