/** Decides on which node a new container goes. Pure: functions of values, no framework, no clock, no I/O. */
@NullMarked
package io.berth.backend.deployments.placement;

import org.jspecify.annotations.NullMarked;
