package io.berth.simulation;

import io.berth.protocol.ContainerSpec;
import io.berth.protocol.Labels;
import io.berth.protocol.NetworkAttachment;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What people and other installations run on the same engines. */
final class Strangers {

    private Strangers() {}

    static void settle(Host host) {
        UUID theirs = new UUID(0x57A4, 1);
        host.containers.ensureVolume("somebodys-data", Map.of(Labels.VOLUME, theirs.toString()));
        Map<String, String> otherInstallation = Map.of(
                Labels.INSTALLATION, new UUID(0x57A4, 2).toString(),
                Labels.SLOT, "1",
                Labels.CONTAINER, new UUID(0x57A4, 3).toString());
        run(host, "somebodys-db", Map.of(), List.of(new VolumeMount(theirs, "somebodys-data", "/data", false, 0)));
        run(host, "web1-1.elsewhere", otherInstallation, List.of());
    }

    private static void run(Host host, String name, Map<String, String> labels, List<VolumeMount> volumes) {
        ContainerSpec spec = new ContainerSpec(
                name,
                name,
                new PinnedImage("registry.sim/other:1", "sha256:" + "f".repeat(64), null),
                Map.of(),
                labels,
                List.of(),
                volumes,
                new NetworkAttachment("bridge", Map.of(), List.of(), Map.of()),
                null,
                null,
                null,
                RestartPolicy.ALWAYS,
                null,
                false,
                Map.of());
        Box box = host.containers.add(spec, "sha256:" + "f".repeat(64));
        box.policy = RestartPolicy.ALWAYS;
        host.containers.start(box);
    }

    /** Whether all of that is as it was, or gone with its host's disk. */
    static void check(Host host) {
        boolean lost = host.node.diskLostAt >= 0;
        for (String name : List.of("somebodys-db", "web1-1.elsewhere")) {
            boolean runs = host.containers.find(name).filter(Box::runs).isPresent();
            if (!runs && !lost) {
                throw new Violation(Invariants.FOREIGN, name + " on " + host.node.name + " does not run any more");
            }
        }
        if (!lost && host.containers.volume("somebodys-data").isEmpty()) {
            throw new Violation(Invariants.FOREIGN, "a stranger's volume on " + host.node.name + " is gone");
        }
    }
}
