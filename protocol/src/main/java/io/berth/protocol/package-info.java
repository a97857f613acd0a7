/**
 * The messages between control plane and agent: sealed records, their JSON form and their versioning.
 *
 * <p>Start reading at {@link io.berth.protocol.ControlMessage} (downwards) and {@link io.berth.protocol.AgentMessage}
 * (upwards). No framework: both ends use {@link io.berth.protocol.Wire} to turn messages into text frames.
 */
@NullMarked
package io.berth.protocol;

import org.jspecify.annotations.NullMarked;
