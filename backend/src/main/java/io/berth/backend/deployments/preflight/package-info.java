/** What a rollback would mean: how long it may take, and what stands in its way. */
@NullMarked
package io.berth.backend.deployments.preflight;

import org.jspecify.annotations.NullMarked;
