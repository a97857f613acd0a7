package io.berth.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine shows it.
 *
 * @param name its name on the engine, without a leading slash
 * @param address its address on the team's network while it runs
 * @param ports its published ports while it runs, with host ports filled in
 * @param exitCode null until it has ended once
 * @param restarts how often the engine has restarted it by itself
 */
public record ContainerObservation(
        String engineId,
        String name,
        State state,
        Health health,
        @Nullable Integer exitCode,
        @Nullable String address,
        List<PortBinding> ports,
        int restarts,
        Map<String, String> labels) {

    /** The engine's states, folded. */
    public enum State {
        /** Made, never started. */
        CREATED,
        /** Its process runs. */
        RUNNING,
        /** Its process has ended, and the engine is about to start it again. */
        RESTARTING,
        /** Its process has ended. */
        STOPPED,
        /** It does not exist any more. */
        GONE
    }

    /** What the image's own health check says. */
    public enum Health {
        /** The image has no health check. */
        NONE,
        /** Not decided yet. */
        STARTING,
        HEALTHY,
        UNHEALTHY
    }
}
