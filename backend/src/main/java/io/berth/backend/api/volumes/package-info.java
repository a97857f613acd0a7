/** Volumes through the API, to be looked at. */
@NullMarked
package io.berth.backend.api.volumes;

import org.jspecify.annotations.NullMarked;
