package io.berth.backend.deployments.environment;

import io.berth.backend.services.EnvironmentVariable;
import java.util.List;

/**
 * A service that another one links to, as seen from there.
 *
 * @param alias the name that the link gives it
 * @param name its name on the team's network
 * @param slots its containers' places, ascending
 * @param ports such as {@code 3306/tcp}, ascending: those of the image and those of the definition
 * @param environment the variables of its containers, secrets still sealed
 */
public record LinkTarget(
        String alias, String name, List<Integer> slots, List<String> ports, List<EnvironmentVariable> environment) {}
