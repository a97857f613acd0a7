package io.berth.backend.deployments.store;

/** The kinds of steps that agents take. */
enum JobKind {
    RESOLVE,
    PULL,
    CREATE,
    START,
    AWAIT,
    STOP,
    REMOVE
}
