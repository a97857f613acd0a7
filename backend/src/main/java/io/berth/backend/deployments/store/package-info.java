/** Deployments, jobs and time lines as rows, and the store that the runner works on. */
@NullMarked
package io.berth.backend.deployments.store;

import org.jspecify.annotations.NullMarked;
