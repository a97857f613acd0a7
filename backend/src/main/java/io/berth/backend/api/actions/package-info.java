/** Actions: deployments as the API shows them. */
@NullMarked
package io.berth.backend.api.actions;

import org.jspecify.annotations.NullMarked;
