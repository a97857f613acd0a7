package io.berth.backend.deployments.preflight;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long it will take to replace a service's containers, if it goes as it went before. */
public final class Estimate {

    private Estimate() {}

    /**
     * @param slots how many containers are replaced
     * @param parallelism how many of them at a time
     * @param pull whether an image has to be brought first
     * @return null if too little is known
     */
    public static @Nullable Duration of(Durations past, int slots, int parallelism, boolean pull) {
        Duration pulling = pull ? median(past.pulls()) : Duration.ZERO;
        Duration perSlot = median(past.slots());
        if (pulling == null || perSlot == null) {
            return null;
        }
        int atATime = Math.max(1, parallelism);
        return pulling.plus(perSlot.multipliedBy((slots + atATime - 1) / atATime));
    }

    private static @Nullable Duration median(List<Duration> durations) {
        return durations.isEmpty() ? null : durations.stream().sorted().toList().get(durations.size() / 2);
    }
}
