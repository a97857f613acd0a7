/** Where a container goes. */
@NullMarked
package io.berth.backend.deployments.placement;

import org.jspecify.annotations.NullMarked;
