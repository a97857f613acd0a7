package io.berth.backend.services;

/** Whether a container was seen healthy after its start. */
public enum ContainerGate {
    /** Not yet. */
    WAITING,
    /** Yes. */
    PASSED,
    /** No: it ended, or took too long. */
    FAILED
}
