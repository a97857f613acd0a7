/**
 * Balancers: which containers each HAProxy may send requests to, and what it does with them. A balancer is a service whose image
 * is the reserved name {@code berth/balancer}; it follows the services that it is linked to. Start reading at
 * {@link io.berth.backend.balancing.Balancers}.
 */
@NullMarked
@ApplicationModule(displayName = "Balancing")
package io.berth.backend.balancing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
