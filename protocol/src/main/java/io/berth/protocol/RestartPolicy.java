package io.berth.protocol;

/** What the engine does by itself when the container's process ends. */
public enum RestartPolicy {
    /** It stays stopped. */
    NO,
    /** It is started again after an exit code other than 0. */
    ON_FAILURE,
    /** It is started again whatever the exit code, and after a restart of the engine. */
    ALWAYS
}
