/** The planner by example and over random courses of events. */
@NullMarked
package io.berth.backend.deployments.rollout;

import org.jspecify.annotations.NullMarked;
