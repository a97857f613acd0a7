package io.berth.backend.api.containers;

import io.berth.backend.api.Uris;
import io.berth.backend.services.Container;

/**
 * The last lines of a container.
 *
 * @param container its address
 * @param failed whether it failed; otherwise it was stopped, perhaps to be replaced
 */
record KeptLogAnswer(String container, String name, int slot, int revision, boolean failed, String logs) {

    static KeptLogAnswer of(Container container, String log) {
        return new KeptLogAnswer(
                Uris.container(container.id()),
                container.displayName(),
                container.slot(),
                container.revision(),
                container.failure() != null,
                log);
    }
}
