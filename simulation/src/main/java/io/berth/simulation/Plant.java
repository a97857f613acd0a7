package io.berth.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A fault planted into the wiring on purpose, to see that the simulation finds it. */
enum Plant {
    NONE,
    /** A stop or removal is answered as done before the container is gone. */
    SKIP_CONFIRMED_GONE,
    /** A container that is starting is answered to be healthy. */
    STARTING_IS_HEALTHY,
    /** The host forgets which epoch of a volume it has seen. */
    NO_EPOCH_CHECK;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Plant named(String label) {
        return Arrays.stream(values())
                .filter(plant -> plant.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no planted fault " + label + "; there are "
                        + Arrays.stream(values()).map(Plant::label).collect(Collectors.joining(", "))));
    }
}
