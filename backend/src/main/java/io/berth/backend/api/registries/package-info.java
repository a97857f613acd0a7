/** The registries that a team signs in to, through the API. */
@NullMarked
package io.berth.backend.api.registries;

import org.jspecify.annotations.NullMarked;
