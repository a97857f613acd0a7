/** Services through the API: definitions in and out, and what can be done with them. */
@NullMarked
package io.berth.backend.api.services;

import org.jspecify.annotations.NullMarked;
