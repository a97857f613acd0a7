/** The agent's own small state on disk: who this node is, and the highest epoch seen of each volume. */
@NullMarked
package io.berth.agent.state;

import org.jspecify.annotations.NullMarked;
