package io.berth.backend.api.containers;

import io.berth.backend.api.PortAnswer;
import io.berth.backend.services.Container;
import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ports of a container: those of its definition, and those of its image. */
final class ContainerPorts {

    private ContainerPorts() {}

    /** @param host where published ports are reached; null if that is not known */
    static List<PortAnswer> of(Container container, Revision revision, @Nullable String host) {
        List<PortAnswer> ports = new ArrayList<>();
        for (Port port : revision.definition().ports()) {
            Integer outer = port.published() ? outer(container, port).orElse(null) : null;
            ports.add(PortAnswer.of(port.containerPort(), port.protocol(), port.published(), outer, host));
        }
        for (String exposed : exposed(revision)) {
            int slash = exposed.indexOf('/');
            ports.add(PortAnswer.of(
                    Integer.parseInt(exposed.substring(0, slash)), exposed.substring(slash + 1), false, null, host));
        }
        return ports;
    }

    /** All of them, such as {@code 3306/tcp}. */
    static SortedSet<String> names(Revision revision) {
        SortedSet<String> names = exposed(revision);
        revision.definition().ports().forEach(p -> names.add(p.containerPort() + "/" + p.protocol()));
        return names;
    }

    private static SortedSet<String> exposed(Revision revision) {
        SortedSet<String> exposed = new TreeSet<>();
        if (revision.facts() != null) {
            exposed.addAll(revision.facts().exposedPorts());
        }
        revision.definition().ports().forEach(p -> exposed.remove(p.containerPort() + "/" + p.protocol()));
        return exposed;
    }

    private static Optional<Integer> outer(Container container, Port port) {
        return container.ports().stream()
                .filter(b -> b.containerPort() == port.containerPort()
                        && b.protocol().equals(port.protocol()))
                .flatMap(b -> Stream.ofNullable(b.hostPort()))
                .findFirst();
    }
}
