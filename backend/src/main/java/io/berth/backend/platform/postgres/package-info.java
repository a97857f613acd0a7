/** The database: the operator's, or one that the control plane runs by itself under its home directory. */
@NullMarked
package io.berth.backend.platform.postgres;

import org.jspecify.annotations.NullMarked;
