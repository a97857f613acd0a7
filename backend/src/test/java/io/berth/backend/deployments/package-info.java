/** Deployments on a real database, with agents that answer in memory. */
@NullMarked
package io.berth.backend.deployments;

import org.jspecify.annotations.NullMarked;
