/** The API as its clients see it. */
@NullMarked
package io.berth.backend.api;

import org.jspecify.annotations.NullMarked;
