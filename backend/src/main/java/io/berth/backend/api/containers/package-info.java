/** Containers through the API, to be looked at. */
@NullMarked
package io.berth.backend.api.containers;

import org.jspecify.annotations.NullMarked;
