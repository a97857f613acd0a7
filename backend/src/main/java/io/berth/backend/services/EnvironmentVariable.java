package io.berth.backend.services;

/**
 * A variable that a container was given.
 *
 * @param value sealed if secret
 */
public record EnvironmentVariable(String key, String value, Origin origin, boolean secret) {

    /** Where a variable comes from; a later one in this order wins. */
    public enum Origin {
        IMAGE,
        LINK,
        PLATFORM,
        USER
    }

    /** What may be shown: a secret's value is hidden. */
    public String shown() {
        return secret ? "********" : value;
    }

    @Override
    public String toString() {
        return key + "=" + shown();
    }
}
