package io.berth.backend.accounts;

import java.util.UUID;

/** A key that was just made: the only time that it can be read. */
public record NewApiKey(UUID id, String key) {

    @Override
    public String toString() {
        return "NewApiKey[id=" + id + "]";
    }
}
