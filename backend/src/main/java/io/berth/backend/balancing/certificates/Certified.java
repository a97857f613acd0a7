package io.berth.backend.balancing.certificates;

import java.time.Instant;

/**
 * What an authority has issued.
 *
 * @param key PEM
 * @param chain PEM, the certificate itself first
 * @param issuer the authority's name
 */
record Certified(String key, String chain, String issuer, Instant notBefore, Instant notAfter) {

    /** Its text form leaves the key out. */
    @Override
    public String toString() {
        return "Certified[" + issuer + ", until " + notAfter + "]";
    }
}
