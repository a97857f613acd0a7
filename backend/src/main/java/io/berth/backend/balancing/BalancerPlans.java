package io.berth.backend.balancing;

import io.berth.backend.balancing.certificates.Certificates;
import io.berth.backend.balancing.config.BalancerConfiguration;
import io.berth.backend.balancing.config.BalancerInput;
import io.berth.backend.balancing.config.BalancerLink;
import io.berth.backend.balancing.config.Issued;
import io.berth.backend.balancing.config.Plan;
import io.berth.backend.balancing.config.Target;
import io.berth.backend.platform.Sealer;
import io.berth.backend.services.Canaries;
import io.berth.backend.services.Canary;
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
import java.util.Objects;
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
    private final Canaries canaries;
    private final BalancerRows rows;
    private final Certificates certificates;
    private final Sealer sealer;
    private final InstantSource clock;

    BalancerPlans(
            Services services,
            Containers containers,
            Canaries canaries,
            BalancerRows rows,
            Certificates certificates,
            Sealer sealer,
            InstantSource clock) {
        this.services = services;
        this.containers = containers;
        this.canaries = canaries;
        this.rows = rows;
        this.certificates = certificates;
        this.sealer = sealer;
        this.clock = clock;
    }

    PlannedSetup plan(UUID balancerContainer) {
        ContainerRecord balancer = containers.row(balancerContainer);
        rows.register(balancer.id(), balancer.teamId());
        ServiceDefinition definition = services.revision(balancer.revisionId()).definition();
        Map<UUID, Service> linked = services.lockAllForDeployment(
                definition.links().stream().map(Link::service).collect(Collectors.toSet()));
        Map<UUID, List<ContainerRecord>> present = containers.present(linked.keySet());
        Map<UUID, Revision> revisions = services.revisionsById(present.values().stream()
                .flatMap(List::stream)
                .map(ContainerRecord::revisionId)
                .collect(Collectors.toSet()));
        Map<UUID, Canary> canary = canaries.of(linked.keySet());
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
            List<ContainerRecord> ofService = present.getOrDefault(service.id(), List.of());
            if (onHostNetwork(service, ofService, revisions)) {
                unreachable.add(service.name() + " is on its host's network, where a load balancer does not reach it.");
            } else {
                List<ContainerRecord> servers = ofService.stream()
                        .filter(c -> c.nodeId().equals(balancer.nodeId()))
                        .filter(c -> mayServe(c, known.get(c.id()), clock.instant()))
                        .sorted(Comparator.comparing(ContainerRecord::engineName))
                        .toList();
                servers.forEach(c -> byName.put(c.engineName(), c));
                input.add(linkedService(link, service, servers, revisions, canary.get(service.id())));
            }
        }
        Issued issued = certificates.issued(balancer.teamId());
        Plan plan = BalancerConfiguration.of(new BalancerInput(
                variables(definition, null), published(definition), input, issued, ControlAddress.of(balancer.id())));
        certificates.wanted(balancer.id(), balancer.teamId(), plan.ordered());
        return writtenDown(
                balancer,
                plan,
                unreachable,
                byName,
                known.keySet(),
                issued.answers().keySet());
    }

    private PlannedSetup writtenDown(
            ContainerRecord balancer,
            Plan plan,
            List<String> unreachable,
            Map<String, ContainerRecord> byName,
            Set<UUID> knownBefore,
            Set<String> tokens) {
        Set<String> targets = plan.targets();
        Map<String, UUID> listed = new LinkedHashMap<>();
        byName.forEach((name, container) -> {
            if (targets.contains(name)) {
                listed.put(name, container.id());
            }
        });
        Set<UUID> known = new HashSet<>(knownBefore);
        known.addAll(listed.values());
        listed.values().stream()
                .filter(container -> !knownBefore.contains(container))
                .forEach(container -> rows.tell(balancer.id(), container, clock.instant()));
        rows.planned(
                balancer.id(),
                plan.routed(),
                Stream.concat(plan.sentences().stream(), unreachable.stream()).toList());
        return new PlannedSetup(plan.setup(), listed, known, tokens);
    }

    /** Known as such by what runs, and before anything runs by what is to. */
    private static boolean onHostNetwork(
            Service service, List<ContainerRecord> present, Map<UUID, Revision> revisions) {
        return present.stream()
                        .map(c -> revision(c, revisions))
                        .anyMatch(revision -> revision.definition().hostNetwork())
                || service.definition().hostNetwork();
    }

    /** All but the servers: nothing is written down, since nothing can be sent to anybody. */
    @Transactional(readOnly = true)
    BalancerSetup withoutServers(UUID balancerContainer) {
        ContainerRecord balancer = containers.row(balancerContainer);
        ServiceDefinition definition = services.revision(balancer.revisionId()).definition();
        return BalancerConfiguration.of(new BalancerInput(
                        variables(definition, null),
                        published(definition),
                        List.of(),
                        certificates.issued(balancer.teamId()),
                        ControlAddress.of(balancerContainer)))
                .setup();
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

    private static Revision revision(ContainerRecord container, Map<UUID, Revision> revisions) {
        return Objects.requireNonNull(revisions.get(container.revisionId()));
    }

    private BalancerLink linkedService(
            Link link,
            Service service,
            List<ContainerRecord> servers,
            Map<UUID, Revision> revisions,
            @Nullable Canary canary) {
        // While two revisions run side by side, the newer one's settings count; a canary has no say.
        Revision revision = CanarySide.settling(service, canary, servers).stream()
                .map(c -> revision(c, revisions))
                .max(Comparator.comparingInt(Revision::number))
                .orElse(service.latest());
        List<Target> targets = servers.stream()
                .map(c -> new Target(
                        c.engineName(),
                        Optional.ofNullable(c.address()).orElseThrow(),
                        c.drainUntil() != null,
                        CanarySide.isCanary(service, canary, c)))
                .toList();
        return new BalancerLink(
                link.alias(),
                service.id(),
                variables(revision.definition(), revision.facts()),
                tcpPorts(revision.definition(), revision.facts()),
                targets,
                canary == null ? null : canary.percent(),
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
