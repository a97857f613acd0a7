package io.berth.backend.balancing.config;

/**
 * A container that can be sent requests.
 *
 * @param name its name on its engine, unique now and later
 * @param address where the balancer reaches it
 * @param draining whether it is to get no new requests
 * @param canary whether it gets requests as one of its service's canary
 */
public record Target(String name, String address, boolean draining, boolean canary) {

    public Target(String name, String address, boolean draining) {
        this(name, address, draining, false);
    }
}
