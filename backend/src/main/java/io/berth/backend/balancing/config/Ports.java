package io.berth.backend.balancing.config;

/** Port numbers in variables. */
final class Ports {

    private static final int HIGHEST = 65_535;

    private Ports() {}

    static int one(String text) throws Unreadable {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= HIGHEST) {
                return port;
            }
        }
        throw new Unreadable("has “" + text + "”, which is not a port: write a number from 1 to " + HIGHEST + ".");
    }
}
