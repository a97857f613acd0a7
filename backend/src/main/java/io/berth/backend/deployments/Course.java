package io.berth.backend.deployments;

/** In which direction a deployment moves. It only ever turns from an earlier one of these to a later one. */
public enum Course {
    /** Towards what was asked for. */
    FORWARD,
    /** Back to what each slot held before. */
    BACK,
    /** To the nearest point at which every slot holds something whole, and no further. */
    HALT
}
