package io.berth.backend.balancing;

import java.util.UUID;

/** The loopback address of a balancer: those that replace each other share a network, so each takes commands on its own. */
final class ControlAddress {

    private static final int NUMBERS = 254;

    private ControlAddress() {}

    /** Of sixteen million, so that two containers of a slot have the same one as good as never. */
    static String of(UUID container) {
        long rest = Math.floorMod(container.getMostSignificantBits() ^ container.getLeastSignificantBits(), 1L << 48);
        StringBuilder address = new StringBuilder("127");
        for (int i = 0; i < 3; i++) {
            address.append('.').append(1 + rest % NUMBERS);
            rest /= NUMBERS;
        }
        return address.toString();
    }
}
