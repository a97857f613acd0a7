/** How long a rollback may take, and what stands in its way. */
@NullMarked
package io.berth.backend.deployments.preflight;

import org.jspecify.annotations.NullMarked;
