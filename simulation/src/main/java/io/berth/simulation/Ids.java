package io.berth.simulation;

import java.util.UUID;

/** Ids that are the same in every run of a seed. The first eight digits tell them apart, as names are made from those. */
final class Ids {

    private int last;

    UUID next() {
        last++;
        return new UUID(((long) last << 32) | 0x4000L, 0x8000000000000000L | last);
    }
}
