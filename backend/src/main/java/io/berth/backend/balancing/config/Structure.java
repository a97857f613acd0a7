package io.berth.backend.balancing.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names a configuration without the servers that change while it runs. */
final class Structure {

    private static final int CHARACTERS = 32;

    private Structure() {}

    static String of(String text, Map<String, String> otherFiles) {
        MessageDigest digest = sha256();
        add(digest, text);
        SortedMap<String, String> ordered = new TreeMap<>(otherFiles);
        ordered.forEach((name, content) -> {
            add(digest, name);
            add(digest, content);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    }

    /** With its length before it, so that no two lists of texts look the same. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
