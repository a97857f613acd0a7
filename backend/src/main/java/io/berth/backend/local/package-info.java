/** What the {@code berth} command asks for on the control plane's own machine, and the health check. */
@NullMarked
@ApplicationModule(displayName = "Local administration")
package io.berth.backend.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
