/** What every module stands on: settings, the installation's identity, the database, secrets and problems. */
@NullMarked
@ApplicationModule(displayName = "Platform")
package io.berth.backend.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
