package io.berth.backend.api.containers;

import io.berth.backend.api.Dates;
import io.berth.backend.api.ExactImage;
import io.berth.backend.api.MountPaths;
import io.berth.backend.api.RunSettings;
import io.berth.backend.api.Uris;
import io.berth.backend.api.VariableAnswer;
import io.berth.backend.api.containers.ContainerAnswer.ContainerLinkAnswer;
import io.berth.backend.api.containers.ContainerAnswer.MountAnswer;
import io.berth.backend.deployments.ServiceVariables;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows containers to the API's clients, without their secrets. */
@Component
class ContainerAnswers {

    private final Services services;
    private final ServiceVariables variables;
    private final Volumes volumes;
    private final Nodes nodes;

    ContainerAnswers(Services services, ServiceVariables variables, Volumes volumes, Nodes nodes) {
        this.services = services;
        this.variables = variables;
        this.volumes = volumes;
        this.nodes = nodes;
    }

    List<ContainerAnswer> of(UUID team, List<Container> some) {
        Surroundings around = surroundings(team, some);
        return some.stream().map(c -> answer(c, around)).toList();
    }

    static String state(Container container) {
        // That a running container is not healthy has a field of its own: clients know these states alone.
        return container.state() == ContainerState.UNHEALTHY
                ? ContainerState.RUNNING.label()
                : container.state().label();
    }

    private Surroundings surroundings(UUID team, List<Container> some) {
        Map<UUID, Revision> revisions =
                services.revisionsById(some.stream().map(Container::revisionId).collect(Collectors.toSet()));
        Set<UUID> wanted = Stream.concat(
                        some.stream().map(Container::serviceId),
                        revisions.values().stream()
                                .flatMap(r -> r.definition().links().stream())
                                .map(Link::service))
                .collect(Collectors.toSet());
        return new Surroundings(
                services.all(wanted).stream().collect(Collectors.toMap(Service::id, Function.identity())),
                revisions,
                nodes.visibleTo(team).stream().collect(Collectors.toMap(Node::id, Function.identity())),
                volumes.of(team));
    }

    private ContainerAnswer answer(Container c, Surroundings around) {
        Revision revision = around.revision(c);
        return new ContainerAnswer(
                c.id().toString(),
                Uris.container(c.id()),
                c.displayName(),
                Uris.service(c.serviceId()),
                Uris.node(c.nodeId()),
                state(c),
                c.synchronised(),
                healthy(c.state()),
                c.slot(),
                c.revision(),
                Uris.action(c.deploymentId()),
                Dates.text(c.createdAt()),
                Dates.optional(c.startedAt()),
                Dates.optional(c.stoppedAt()),
                Dates.optional(c.removedAt()),
                c.exitCode(),
                c.exitCode() == null ? null : ExitCodes.message(c.exitCode()),
                c.restarts(),
                c.failure(),
                c.failureLog(),
                revision.definition().reference(),
                null,
                ExactImage.of(revision),
                null,
                c.engineId(),
                c.engineName(),
                null,
                c.address(),
                ContainerPorts.of(c, revision, around.host(c)),
                c.environment().stream().map(VariableAnswer::of).toList(),
                mounts(c, revision, around),
                linked(c, revision, around),
                linkVariables(c, around),
                null,
                RunSettings.of(revision.definition()));
    }

    private static @Nullable Boolean healthy(ContainerState state) {
        return switch (state) {
            case RUNNING -> true;
            case UNHEALTHY -> false;
            case STARTING, STOPPED, TERMINATED -> null;
        };
    }

    private static List<MountAnswer> mounts(Container container, Revision revision, Surroundings around) {
        Set<String> paths = MountPaths.of(revision);
        return around.volumesAt(container).stream()
                .filter(v -> paths.contains(v.path()))
                .map(v -> new MountAnswer(Uris.volume(v.id()), null, v.path(), true))
                .toList();
    }

    private static List<ContainerLinkAnswer> linked(Container from, Revision revision, Surroundings around) {
        List<ContainerLinkAnswer> linked = new ArrayList<>();
        for (Link link : revision.definition().links()) {
            Service target = around.services().get(link.service());
            if (target == null) {
                continue;
            }
            for (Container to : target.containers()) {
                linked.add(new ContainerLinkAnswer(
                        ServiceVariables.prefix(link.alias()) + "_" + to.slot(),
                        Uris.container(from.id()),
                        Uris.container(to.id()),
                        endpoints(to, target)));
            }
        }
        return linked;
    }

    private static Map<String, String> endpoints(Container to, Service service) {
        Map<String, String> endpoints = new TreeMap<>();
        if (to.address() != null) {
            for (String port : ContainerPorts.names(service.latest())) {
                String[] parts = port.split("/", 2);
                endpoints.put(port, parts[1] + "://" + to.address() + ":" + parts[0]);
            }
        }
        return endpoints;
    }

    private Map<String, String> linkVariables(Container container, Surroundings around) {
        Service service = around.service(container);
        String own = ServiceVariables.prefix(service.name()) + "_" + container.slot() + "_";
        Map<String, String> shown = new LinkedHashMap<>();
        variables.forLinks(service).stream()
                .filter(v -> v.key().startsWith(own))
                .forEach(v -> shown.put(v.key(), v.shown()));
        return shown;
    }
}
