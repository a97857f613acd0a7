package io.berth.agent;

import io.berth.protocol.JoinToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a join token comes from. A control plane writes its file anew at each start. */
sealed interface JoinTokenSource {

    /** @return empty if there is none yet */
    Optional<JoinToken> read() throws StartupException;

    /** Handed over in the environment. */
    record Given(String text) implements JoinTokenSource {

        @Override
        public Optional<JoinToken> read() throws StartupException {
            return Optional.of(parse(text, "BERTH_JOIN_TOKEN"));
        }

        @Override
        public String toString() {
            return "BERTH_JOIN_TOKEN";
        }
    }

    /** In a file. */
    record File(Path path) implements JoinTokenSource {

        @Override
        public Optional<JoinToken> read() throws StartupException {
            try {
                String text = Files.readString(path);
                return text.isBlank() ? Optional.empty() : Optional.of(parse(text, path.toString()));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new StartupException("The join token in " + path + " cannot be read: " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    private static JoinToken parse(String text, String where) throws StartupException {
        try {
            return JoinToken.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StartupException("There is no usable join token in " + where + ": " + e.getMessage(), e);
        }
    }
}
