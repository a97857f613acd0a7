package io.berth.backend.services;

import io.berth.protocol.PinnedImage;
import io.berth.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The fingerprint of a definition: equal definitions have equal hashes. */
final class DefinitionHash {

    private DefinitionHash() {}

    static String of(ServiceDefinition definition) {
        return sha256(Wire.write(definition));
    }

    /** The fingerprint of a definition together with the exact image that it is deployed with. */
    static String seal(String hash, PinnedImage image) {
        return sha256(hash + "\n" + (image.digest() != null ? image.digest() : image.imageId()));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
