package io.berth.simulation;

import java.util.Locale;

/** Everything that can go wrong, each with the name under which it is counted. */
enum FaultKind {
    SLOW_HOST,
    HUNG_JOB,
    AGENT_CRASH,
    ENGINE_CRASH,
    HOST_CRASH,
    HOST_EMPTIED,
    HOST_SET_BACK,
    CONTROL_PLANE_CRASH,
    DATABASE_AWAY,
    LINK_LOST,
    MESSAGE_LOST,
    MESSAGE_DOUBLED,
    MESSAGE_LATE,
    RESOLVE_FAILS,
    PULL_FAILS,
    NEVER_HEALTHY,
    EXITS_AT_ONCE,
    FLAPS,
    DIES_LATER,
    PORT_TAKEN,
    REMOVED_BY_HAND;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
