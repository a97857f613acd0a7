package io.berth.backend.local;

import io.berth.backend.platform.SecretToken;
import java.security.MessageDigest;

/** The hash of this run's token: comparing hashes takes the same time for every wrong token. */
record LocalToken(byte[] hash) {

    static LocalToken of(String token) {
        return new LocalToken(SecretToken.hash(token));
    }

    boolean matches(String presented) {
        return MessageDigest.isEqual(hash, SecretToken.hash(presented));
    }

    @Override
    public String toString() {
        return "LocalToken[***]";
    }
}
