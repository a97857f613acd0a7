/**
 * The hosts that run containers: how they join, whether they are there, and the links to their agents.
 *
 * <p>Start reading at {@link io.berth.backend.nodes.Nodes}; what an agent says is published as
 * {@link io.berth.backend.nodes.AgentReported}.
 */
@NullMarked
@ApplicationModule(displayName = "Nodes")
package io.berth.backend.nodes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
