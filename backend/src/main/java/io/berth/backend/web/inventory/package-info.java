/** The pages of what a team has besides services: nodes, volumes and registries. */
@NullMarked
package io.berth.backend.web.inventory;

import org.jspecify.annotations.NullMarked;
