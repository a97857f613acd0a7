package io.berth.e2e;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerNetworkSettings;
import io.berth.protocol.Labels;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A container that Berth made, as the engine shows it.
 *
 * @param address its own address on the team's network, empty while it has none
 * @param volumes the names of its volumes by mount path
 * @param ports host ports by container port
 */
public record ContainerOnEngine(
        String id,
        String name,
        String service,
        int slot,
        int revision,
        boolean running,
        String address,
        Map<String, String> volumes,
        Map<Integer, Integer> ports) {

    static ContainerOnEngine of(Container container) {
        Map<String, String> labels = container.getLabels();
        return new ContainerOnEngine(
                container.getId(),
                container.getNames()[0].substring(1),
                labels.getOrDefault(Labels.SERVICE_NAME, ""),
                Integer.parseInt(labels.getOrDefault(Labels.SLOT, "0")),
                Integer.parseInt(labels.getOrDefault(Labels.REVISION, "0")),
                "running".equals(container.getState()),
                addressOf(container.getNetworkSettings()),
                container.getMounts().stream()
                        .filter(m -> m.getName() != null)
                        .collect(Collectors.toMap(
                                m -> Objects.requireNonNull(m.getDestination()), ContainerMount::getName)),
                Arrays.stream(container.getPorts())
                        .filter(p -> p.getPublicPort() != null)
                        .collect(Collectors.toMap(
                                p -> Objects.requireNonNull(p.getPrivatePort()),
                                p -> Objects.requireNonNull(p.getPublicPort()),
                                (v4, v6) -> v4)));
    }

    private static String addressOf(@Nullable ContainerNetworkSettings settings) {
        if (settings == null) {
            return "";
        }
        return settings.getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElse("");
    }
}
