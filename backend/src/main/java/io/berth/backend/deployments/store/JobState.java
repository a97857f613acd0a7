package io.berth.backend.deployments.store;

/** How far a job is. */
enum JobState {
    /** Recorded, maybe sent; no answer yet. */
    WAITING,
    SUCCEEDED,
    FAILED,
    /** Its answer does not matter any more. */
    ABANDONED
}
