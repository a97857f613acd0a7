/** Which variables a container is given. */
@NullMarked
package io.berth.backend.deployments.environment;

import org.jspecify.annotations.NullMarked;
