/**
 * How a revision becomes running containers, and the history of that.
 *
 * <p>What decides is in {@code rollout} and {@code placement}: pure functions of values. What does is in {@code run}: it
 * loads a snapshot, asks the planner, records the steps as jobs and sends them. Start reading at
 * {@link io.berth.backend.deployments.Deployments}, then {@code rollout/RolloutPlanner}.
 */
@NullMarked
@ApplicationModule(displayName = "Deployments")
package io.berth.backend.deployments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
