package io.berth.backend.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The key outside the database: given by the operator, or made at the first start and kept under the home directory. */
@Component
class MasterKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    MasterKey(BerthSettings settings, Home home) {
        Path file = home.root().resolve("master.key");
        @Nullable String given = settings.masterKey();
        if (given != null) {
            this.bytes = decode(given, "BERTH_MASTER_KEY");
        } else if (Files.exists(file)) {
            this.bytes = decode(read(file), file.toString());
        } else {
            byte[] fresh = new byte[BYTES];
            new SecureRandom().nextBytes(fresh);
            home.writeSecret(file, Base64.getEncoder().encodeToString(fresh));
            this.bytes = fresh;
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CannotStartException("The master key cannot be read: " + e + ".", e);
        }
    }

    private static byte[] decode(String text, String origin) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw new CannotStartException(origin + " must hold 32 bytes in base64.", e);
        }
        throw new CannotStartException(origin + " must hold 32 bytes in base64.");
    }
}
