/**
 * Which images the nodes hold, which the registries still have, how far back a service can therefore go, and which images can
 * be removed from a node that runs out of space. Start reading at {@link io.berth.backend.images.Images}.
 */
@NullMarked
@ApplicationModule(displayName = "Images")
package io.berth.backend.images;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
