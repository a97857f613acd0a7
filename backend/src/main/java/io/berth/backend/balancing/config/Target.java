package io.berth.backend.balancing.config;

/**
 * A container that can be sent requests.
 *
 * @param name its name on its engine, unique now and later
 * @param address where the balancer reaches it
 * @param draining whether it is to get no new requests
 */
public record Target(String name, String address, boolean draining) {}
