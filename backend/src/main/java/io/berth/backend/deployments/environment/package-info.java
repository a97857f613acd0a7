/** Decides which variables a container is given. Pure: functions of values, no framework, no clock, no I/O. */
@NullMarked
package io.berth.backend.deployments.environment;

import org.jspecify.annotations.NullMarked;
