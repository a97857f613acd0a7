package io.berth.protocol;

import java.util.List;
import java.util.Map;

/**
 * How a container joins its team's private network.
 *
 * @param name the network's name on the engine; made if missing
 * @param labels the labels of the network if it is made
 * @param aliases the names by which the team's containers reach this one, such as {@code web} and {@code web-1}
 * @param links names that only this container knows: alias to network name, such as {@code database} to {@code db}
 */
public record NetworkAttachment(
        String name, Map<String, String> labels, List<String> aliases, Map<String, String> links) {}
