package io.berth.agent.engine;

import io.berth.protocol.ContainerSpec;
import io.berth.protocol.Labels;
import io.berth.protocol.NetworkAttachment;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts container specifications together for tests. */
public final class Specs {

    private final String name;
    private final Map<String, String> labels = new HashMap<>();
    private final List<VolumeMount> volumes = new ArrayList<>();
    private final List<PortBinding> ports = new ArrayList<>();
    private final Map<String, String> links = new HashMap<>();
    private final List<String> aliases = new ArrayList<>();
    private final UUID installation;
    private PinnedImage image = new PinnedImage("berth-agent-test/plain:1", null, "sha256:none");
    private String network = "none-yet";
    private List<String> command = List.of();
    private RestartPolicy restartPolicy = RestartPolicy.NO;
    private @Nullable String stopSignal;
    private boolean hostNetwork;
    private @Nullable String holder;
    private final Map<String, String> files = new HashMap<>();

    private Specs(UUID installation, String name) {
        this.installation = installation;
        this.name = name;
        labels.put(Labels.INSTALLATION, installation.toString());
        labels.put(Labels.TEAM, "team-1");
        labels.put(Labels.SERVICE, "service-1");
        labels.put(Labels.SLOT, "1");
        labels.put(Labels.CONTAINER, UUID.randomUUID().toString());
    }

    public static Specs container(UUID installation, String name) {
        return new Specs(installation, name);
    }

    public Specs image(PinnedImage pinned) {
        image = pinned;
        return this;
    }

    public Specs network(String networkName, String... names) {
        network = networkName;
        aliases.addAll(List.of(names));
        return this;
    }

    public Specs link(String alias, String target) {
        links.put(alias, target);
        return this;
    }

    public Specs shell(String script) {
        command = List.of("sh", "-c", script);
        return this;
    }

    public Specs restart(RestartPolicy policy) {
        restartPolicy = policy;
        return this;
    }

    public Specs stopSignal(String signal) {
        stopSignal = signal;
        return this;
    }

    public Specs heldBy(String name) {
        holder = name;
        return this;
    }

    public Specs onHostNetwork() {
        hostNetwork = true;
        return this;
    }

    public Specs file(String path, String text) {
        files.put(path, text);
        return this;
    }

    public Specs port(PortBinding binding) {
        ports.add(binding);
        return this;
    }

    public Specs volume(VolumeMount mount) {
        volumes.add(mount);
        return this;
    }

    public Specs label(String label, String value) {
        labels.put(label, value);
        return this;
    }

    public ContainerSpec spec() {
        return new ContainerSpec(
                name,
                name,
                image,
                Map.of("SECRET", "not to be seen"),
                Map.copyOf(labels),
                List.copyOf(ports),
                List.copyOf(volumes),
                new NetworkAttachment(
                        network,
                        Map.of(Labels.INSTALLATION, installation.toString(), Labels.TEAM, "team-1"),
                        List.copyOf(aliases),
                        Map.copyOf(links)),
                command.isEmpty() ? null : command,
                null,
                null,
                restartPolicy,
                stopSignal,
                hostNetwork,
                Map.copyOf(files),
                holder);
    }
}
