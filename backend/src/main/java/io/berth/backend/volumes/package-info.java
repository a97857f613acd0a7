/** The data that outlives containers: one tracked volume for each service, slot and path. */
@NullMarked
@ApplicationModule(displayName = "Volumes")
package io.berth.backend.volumes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
