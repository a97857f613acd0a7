package io.berth.backend.balancing;

import io.berth.backend.balancing.config.BalancerConfiguration;
import io.berth.backend.balancing.config.BalancerInput;
import io.berth.backend.balancing.config.BalancerLink;
import io.berth.backend.balancing.config.Plan;
import io.berth.backend.balancing.config.Target;
import io.berth.backend.platform.Sealer;
import io.berth.backend.services.ContainerGate;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceState;
import io.berth.backend.services.Services;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.ImageFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides what a balancer is to run now. What it may send requests to is written down in the same transaction, before it is told:
 * a planner that holds the service sees either the row or a container that is not listed.
 */
@Component
@Transactional
class BalancerPlans {

    private final Services services;
    private final Containers containers;
    private final BalancerRows rows;
    private final Sealer sealer;
    private final InstantSource clock;

    BalancerPlans(Services services, Containers containers, BalancerRows rows, Sealer sealer, InstantSource clock) {
        this.services = services;
        this.containers = containers;
        this.rows = rows;
        this.sealer = sealer;
        this.clock = clock;
    }

    PlannedSetup plan(UUID balancerContainer) {
        ContainerRecord balancer = containers.row(balancerContainer);
        rows.register(balancer.id(), balancer.teamId());
        ServiceDefinition definition = services.revision(balancer.revisionId()).definition();
        Map<UUID, Service> linked = locked(definition);
        List<String> unreachable = new ArrayList<>();
        Map<UUID, Balanced> known =
                rows.at(balancer.id()).stream().collect(Collectors.toMap(Balanced::container, Function.identity()));
        Map<String, ContainerRecord> byName = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        List<BalancerLink> input = new ArrayList<>();
        for (Link link : definition.links()) {
            Service service = linked.get(link.service());
            if (service == null || service.terminatedAt() != null || !seen.add(service.id())) {
                continue;
            }
            if (onHostNetwork(service)) {
                unreachable.add(service.name() + " is on its host's network, where a load balancer does not reach it.");
            } else {
                List<ContainerRecord> servers = containers.present(service.id()).stream()
                        .filter(c -> c.nodeId().equals(balancer.nodeId()))
                        .filter(c -> mayServe(c, known.get(c.id()), clock.instant()))
                        .sorted(Comparator.comparing(ContainerRecord::engineName))
                        .toList();
                servers.forEach(c -> byName.put(c.engineName(), c));
                input.add(linkedService(link, service, servers));
            }
        }
        Plan plan =
                BalancerConfiguration.of(new BalancerInput(variables(definition, null), published(definition), input));
        return writtenDown(balancer, plan, unreachable, byName, known.keySet());
    }

    private PlannedSetup writtenDown(
            ContainerRecord balancer,
            Plan plan,
            List<String> unreachable,
            Map<String, ContainerRecord> byName,
            Set<UUID> knownBefore) {
        Set<String> targets = plan.targets();
        Map<String, UUID> listed = new LinkedHashMap<>();
        byName.forEach((name, container) -> {
            if (targets.contains(name)) {
                listed.put(name, container.id());
            }
        });
        Set<UUID> known = new HashSet<>(knownBefore);
        known.addAll(listed.values());
        listed.values().forEach(container -> rows.tell(balancer.id(), container, clock.instant()));
        rows.planned(
                balancer.id(),
                plan.routed(),
                Stream.concat(plan.sentences().stream(), unreachable.stream()).toList());
        return new PlannedSetup(plan.setup(), listed, known);
    }

    /** Known as such by what runs, and before anything runs by what is to. */
    private boolean onHostNetwork(Service service) {
        return service.containers().stream()
                        .map(c -> services.revision(c.revisionId()))
                        .anyMatch(revision -> revision.definition().hostNetwork())
                || service.definition().hostNetwork();
    }

    /** All but the servers: nothing is written down, since nothing can be sent to anybody. */
    @Transactional(readOnly = true)
    BalancerSetup withoutServers(UUID balancerContainer) {
        ServiceDefinition definition = services.revision(
                        containers.row(balancerContainer).revisionId())
                .definition();
        return BalancerConfiguration.of(
                        new BalancerInput(variables(definition, null), published(definition), List.of()))
                .setup();
    }

    /** In the database's order of ids, like whoever else locks several, so that no two wait for each other. */
    private Map<UUID, Service> locked(ServiceDefinition definition) {
        SortedSet<UUID> ids = definition.links().stream()
                .map(Link::service)
                .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(UUID::toString))));
        Map<UUID, Service> locked = new LinkedHashMap<>();
        ids.forEach(id -> locked.put(id, services.lockForDeployment(id)));
        return locked;
    }

    /** One that drains stays until its last session has ended, or its time is over. */
    private static boolean mayServe(ContainerRecord c, @Nullable Balanced known, Instant now) {
        boolean serves = c.phase() == ContainerPhase.RUNNING
                && c.gate() == ContainerGate.PASSED
                && c.address() != null
                && !c.stoppedOnPurpose()
                && !c.displaced();
        if (!serves || c.drainUntil() == null) {
            return serves;
        }
        boolean over = known == null || (known.draining() && known.sessions() == 0);
        return !over && now.isBefore(c.drainUntil());
    }

    private BalancerLink linkedService(Link link, Service service, List<ContainerRecord> servers) {
        // While two revisions run side by side, the newer one's settings count.
        Revision revision = servers.stream()
                .map(c -> services.revision(c.revisionId()))
                .max(Comparator.comparingInt(Revision::number))
                .orElse(service.latest());
        List<Target> targets = servers.stream()
                .map(c -> new Target(
                        c.engineName(), Optional.ofNullable(c.address()).orElseThrow(), c.drainUntil() != null))
                .toList();
        return new BalancerLink(
                link.alias(),
                service.id(),
                variables(revision.definition(), revision.facts()),
                tcpPorts(revision.definition(), revision.facts()),
                targets,
                service.state() == ServiceState.REDEPLOYING);
    }

    private Map<String, String> variables(ServiceDefinition definition, @Nullable ImageFacts facts) {
        Map<String, String> variables = new HashMap<>();
        if (facts != null) {
            variables.putAll(facts.environment());
        }
        definition.variables().forEach(v -> variables.put(v.key(), v.secret() ? sealer.open(v.value()) : v.value()));
        return variables;
    }

    private static List<Integer> published(ServiceDefinition definition) {
        return definition.ports().stream()
                .filter(p -> p.published() && p.protocol().equals("tcp"))
                .map(Port::containerPort)
                .sorted()
                .toList();
    }

    private static List<Integer> tcpPorts(ServiceDefinition definition, @Nullable ImageFacts facts) {
        SortedSet<Integer> ports = new TreeSet<>();
        definition.ports().stream()
                .filter(p -> p.protocol().equals("tcp"))
                .map(Port::containerPort)
                .forEach(ports::add);
        if (facts != null) {
            facts.exposedPorts().stream()
                    .filter(port -> port.endsWith("/tcp"))
                    .map(port -> Integer.valueOf(port.substring(0, port.length() - "/tcp".length())))
                    .forEach(ports::add);
        }
        return List.copyOf(ports);
    }
}
