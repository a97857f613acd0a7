package io.berth.protocol;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Why a job failed, for the control plane to decide upon; the sentence beside it is for people. */
public enum FailureCode {
    /** The registry does not know that repository or tag, and the engine has no such image either. */
    IMAGE_NOT_FOUND,
    /** The registry refused the credentials, or wants some. */
    REGISTRY_DENIED,
    /** The registry did not answer, or not in a usable way. */
    REGISTRY_UNREACHABLE,
    /** A host port that the container wants is taken. */
    PORT_TAKEN,
    /** A volume that must exist is missing, or another object has its name. */
    VOLUME_MISSING,
    /** The container ended before it was healthy. */
    CONTAINER_EXITED,
    /** The container ran but did not become healthy in time. */
    NOT_HEALTHY_IN_TIME,
    /** The container does not exist. */
    CONTAINER_MISSING,
    /** The wait was ended by a stop or removal of the container. */
    INTERRUPTED,
    /** A later job of the same container came first: this one is not wanted any more. */
    OUTDATED,
    /** HAProxy does not accept the configuration that it was to run, or a command. */
    BALANCER_REFUSED,
    /** The engine does not answer. */
    ENGINE_UNREACHABLE,
    /** The agent does not know this kind of job. */
    UNKNOWN_JOB,
    /** The agent did not answer in time, although it is there; said by the control plane. */
    OVERDUE,
    /** Whatever else the engine said. */
    @JsonEnumDefaultValue
    ENGINE_ERROR
}
