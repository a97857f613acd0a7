/** The way to the control plane: enrolment, the link, log streams, certificates. Always outbound, always both sides known. */
@NullMarked
package io.berth.agent.link;

import org.jspecify.annotations.NullMarked;
