package io.berth.backend.deployments.store;

import io.berth.backend.deployments.environment.ContainerEnvironment;
import io.berth.backend.deployments.environment.LinkTarget;
import io.berth.backend.deployments.environment.LinkVariables;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.services.Container;
import io.berth.backend.services.EnvironmentVariable;
import io.berth.backend.services.EnvironmentVariable.Origin;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.Services;
import io.berth.protocol.ImageFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what a new container's environment is made of. Secrets stay sealed. */
@Component
public class Environments {

    private final Services services;
    private final String origin;

    Environments(Services services, BerthSettings settings) {
        this.services = services;
        this.origin = settings.publicUrl().toString();
    }

    List<EnvironmentVariable> of(Service service, Revision revision, UUID container, int slot, UUID node) {
        List<EnvironmentVariable> links = linked(revision.definition()).stream()
                .flatMap(l -> LinkVariables.of(l).stream())
                .toList();
        return ContainerEnvironment.of(links, platform(service, container, slot, node), user(revision.definition()));
    }

    /** What every container of the service would find if it were made now, without what differs between containers. */
    public List<EnvironmentVariable> preview(Service service) {
        List<EnvironmentVariable> links = linked(service.definition()).stream()
                .flatMap(l -> LinkVariables.of(l).stream())
                .toList();
        return ContainerEnvironment.of(
                ofImage(service.latest()), links, platform(service).toList(), user(service.definition()));
    }

    /** What a service that links to this one by its name would find. */
    public List<EnvironmentVariable> forLinks(Service service) {
        return LinkVariables.of(seenFromOutside(service.name(), service));
    }

    /** The services that a definition links to, without those that are gone. */
    List<LinkTarget> linked(ServiceDefinition definition) {
        Set<UUID> ids = definition.links().stream().map(Link::service).collect(Collectors.toSet());
        Map<UUID, Service> byId =
                services.all(ids).stream().collect(Collectors.toMap(Service::id, Function.identity()));
        List<LinkTarget> linked = new ArrayList<>();
        for (Link link : definition.links()) {
            Service target = byId.get(link.service());
            if (target != null && target.terminatedAt() == null) {
                linked.add(seenFromOutside(link.alias(), target));
            }
        }
        return linked;
    }

    private static LinkTarget seenFromOutside(String alias, Service target) {
        SortedSet<Integer> slots = new TreeSet<>();
        IntStream.rangeClosed(1, target.targetCount()).forEach(slots::add);
        target.containers().stream().map(Container::slot).forEach(slots::add);
        Revision revision = target.latest();
        SortedSet<String> ports = new TreeSet<>();
        if (revision.facts() != null) {
            ports.addAll(revision.facts().exposedPorts());
        }
        revision.definition().ports().forEach(p -> ports.add(p.containerPort() + "/" + p.protocol()));
        return new LinkTarget(
                alias,
                target.name(),
                List.copyOf(slots),
                List.copyOf(ports),
                ContainerEnvironment.of(ofImage(revision), user(revision.definition())));
    }

    private static List<EnvironmentVariable> ofImage(Revision revision) {
        ImageFacts facts = revision.facts();
        return facts == null
                ? List.of()
                : facts.environment().entrySet().stream()
                        .map(e -> new EnvironmentVariable(e.getKey(), e.getValue(), Origin.IMAGE, false))
                        .toList();
    }

    private static List<EnvironmentVariable> user(ServiceDefinition definition) {
        return definition.variables().stream()
                .map(v -> new EnvironmentVariable(v.key(), v.value(), Origin.USER, v.secret()))
                .toList();
    }

    private List<EnvironmentVariable> platform(Service service, UUID container, int slot, UUID node) {
        return Stream.of(
                        address("CONTAINER", "/api/v1/container/" + container + "/"),
                        address("NODE", "/api/v1/node/" + node + "/"),
                        Stream.of(platform("TUTUM_CONTAINER_HOSTNAME", service.name() + "-" + slot)),
                        platform(service))
                .flatMap(Function.identity())
                .toList();
    }

    private Stream<EnvironmentVariable> platform(Service service) {
        return Stream.concat(
                address("SERVICE", "/api/v1/service/" + service.id() + "/"),
                Stream.of(platform("TUTUM_SERVICE_HOSTNAME", service.name())));
    }

    private Stream<EnvironmentVariable> address(String object, String path) {
        return Stream.of(
                platform("TUTUM_" + object + "_API_URI", path),
                platform("TUTUM_" + object + "_API_URL", origin + path));
    }

    private static EnvironmentVariable platform(String key, String value) {
        return new EnvironmentVariable(key, value, Origin.PLATFORM, false);
    }
}
