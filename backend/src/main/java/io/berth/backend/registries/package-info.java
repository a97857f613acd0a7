/** Credentials of private registries, sealed in the database and handed to hosts only for a pull. */
@NullMarked
@ApplicationModule(displayName = "Registries")
package io.berth.backend.registries;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
