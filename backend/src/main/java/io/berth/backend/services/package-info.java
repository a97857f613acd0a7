/**
 * What a team asked to run: services, their numbered revisions, and the containers made from them.
 *
 * <p>A definition is never applied here: that is a deployment's work. Start reading at {@link io.berth.backend.services.Services}.
 */
@NullMarked
@ApplicationModule(displayName = "Services")
package io.berth.backend.services;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
