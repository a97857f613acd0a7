package io.berth.protocol;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What lets a host join: a secret, and the SHA-256 fingerprint of the platform's certificate authority, so that the very
 * first connection is authenticated on both sides. Written {@code berth-join.<secret>.<fingerprint>}.
 *
 * @param secret 32 or more characters of base64url
 * @param authorityFingerprint 64 lower-case hexadecimal digits: SHA-256 over the authority's certificate in DER form
 */
public record JoinToken(String secret, String authorityFingerprint) {

    private static final String PREFIX = "berth-join";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{32,128}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    public JoinToken {
        if (!SECRET.matcher(secret).matches()
                || !FINGERPRINT.matcher(authorityFingerprint).matches()) {
            throw new IllegalArgumentException("not a join token: expected " + PREFIX + ".<secret>.<fingerprint>");
        }
    }

    /** @throws IllegalArgumentException if the text is not a join token; the text is not repeated in the message */
    public static JoinToken parse(String text) {
        String[] parts = text.strip().split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(PREFIX)) {
            throw new IllegalArgumentException("not a join token: expected " + PREFIX + ".<secret>.<fingerprint>");
        }
        return new JoinToken(parts[1], parts[2].toLowerCase(Locale.ROOT));
    }

    /** The fingerprint of a certificate, from the SHA-256 hash of its DER form. */
    public static String fingerprint(byte[] sha256) {
        return HexFormat.of().formatHex(sha256);
    }

    /** The form in which the token is handed over. */
    public String text() {
        return PREFIX + "." + secret + "." + authorityFingerprint;
    }

    @Override
    public String toString() {
        return "JoinToken[secret=***, authorityFingerprint=" + authorityFingerprint + "]";
    }
}
