package io.berth.backend.balancing.certificates;

import org.jspecify.annotations.Nullable;

/**
 * Who Berth is to an authority.
 *
 * @param key PEM
 * @param location where the authority keeps the account; null before there is one
 */
record AcmeIdentity(String key, @Nullable String location) {

    /** Its text form leaves the key out. */
    @Override
    public String toString() {
        return "AcmeIdentity[" + location + "]";
    }
}
