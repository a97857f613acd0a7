/** The pages of deployments: the history, and one of them while it is at work and after. */
@NullMarked
package io.berth.backend.web.deployments;

import org.jspecify.annotations.NullMarked;
