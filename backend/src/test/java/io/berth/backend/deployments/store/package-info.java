@NullMarked
package io.berth.backend.deployments.store;

import org.jspecify.annotations.NullMarked;
