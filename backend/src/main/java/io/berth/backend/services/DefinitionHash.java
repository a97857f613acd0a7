package io.berth.backend.services;

import io.berth.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The fingerprint of a definition: equal definitions have equal hashes. */
final class DefinitionHash {

    private DefinitionHash() {}

    static String of(ServiceDefinition definition) {
        try {
            byte[] json = Wire.write(definition).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
