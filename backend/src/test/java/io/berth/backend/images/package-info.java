/** Where images are, how far back a service can go, and what may be removed. */
@NullMarked
package io.berth.backend.images;

import org.jspecify.annotations.NullMarked;
