/**
 * The REST API: one package per resource, and here what all of them share.
 *
 * <p>What a request is made of: who asks ({@link io.berth.backend.api.Caller}), what was sent
 * ({@link io.berth.backend.api.Fields}), which part of a list is wanted ({@link io.berth.backend.api.Listing}). What goes
 * wrong is told by {@link io.berth.backend.api.ApiProblems}.
 */
@NullMarked
@ApplicationModule(displayName = "REST API")
package io.berth.backend.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
