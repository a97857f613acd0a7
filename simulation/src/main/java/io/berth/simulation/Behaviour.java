package io.berth.simulation;

/** What the program in an image does. */
enum Behaviour {
    GOOD,
    NEVER_HEALTHY,
    EXITS_AT_ONCE,
    FLAPS,
    DIES_LATER,
    /** It does its work and ends with exit code 0. */
    ENDS_WELL
}
