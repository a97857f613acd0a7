package io.berth.e2e.traffic;

/**
 * Where clients connect to.
 *
 * @param name what they call it in {@code Host}, by which a balancer may tell services apart
 */
public record Target(String host, int port, String name) {

    public static Target of(String host, int port) {
        return new Target(host, port, host + ":" + port);
    }

    public Target called(String other) {
        return new Target(host, port, other);
    }
}
