package io.berth.backend.services;

/** How far a container has come on its engine, as last seen. */
public enum ContainerPhase {
    /** Recorded, not on its engine yet. */
    PLANNED,
    /** Made, never started. */
    CREATED,
    /** Its process runs. */
    RUNNING,
    /** Its process has ended. */
    STOPPED,
    /** It is gone for good. */
    REMOVED
}
