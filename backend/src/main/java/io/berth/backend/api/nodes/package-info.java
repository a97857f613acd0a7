/** Nodes through the API, to be looked at. */
@NullMarked
package io.berth.backend.api.nodes;

import org.jspecify.annotations.NullMarked;
