/**
 * Decides the next steps of a deployment. Pure: functions of values, no framework, no clock, no I/O.
 *
 * <p>{@link io.berth.backend.deployments.rollout.Situation} goes in,
 * {@link io.berth.backend.deployments.rollout.Decision} comes out; {@link
 * io.berth.backend.deployments.rollout.RolloutPlanner} is where it is decided.
 */
@NullMarked
package io.berth.backend.deployments.rollout;

import org.jspecify.annotations.NullMarked;
