package io.berth.backend.balancing;

import io.berth.backend.balancing.certificates.Certificates;
import io.berth.backend.services.ContainerPhase;
import io.berth.backend.services.ContainerRecord;
import io.berth.backend.services.Containers;
import io.berth.backend.services.Services;
import io.berth.protocol.BalancerSetup;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What balancers do with containers, for whoever replaces these. */
@Component
@Transactional
public class Balancers {

    private final BalancerRows rows;
    private final BalancerPlans plans;
    private final Certificates certificates;
    private final Services services;
    private final Containers containers;
    private final InstantSource clock;

    Balancers(
            BalancerRows rows,
            BalancerPlans plans,
            Certificates certificates,
            Services services,
            Containers containers,
            InstantSource clock) {
        this.rows = rows;
        this.plans = plans;
        this.certificates = certificates;
        this.services = services;
        this.containers = containers;
        this.clock = clock;
    }

    /** What a balancer's container is made with: all but its servers, which it is told as soon as it runs. */
    @Transactional(readOnly = true)
    public BalancerSetup first(UUID balancerContainer) {
        return plans.withoutServers(balancerContainer);
    }

    /** The container stays after all: what balancers said of it before does not count. */
    public void serveAgain(UUID container) {
        rows.toldAnew(container, clock.instant());
    }

    /**
     * How balancers stand to the containers of a service. One that no balancer is to send requests to has no entry, so that nothing
     * waits for a balancer.
     */
    @Transactional(readOnly = true)
    public Map<UUID, Standing> standings(UUID team, UUID service) {
        List<RunningBalancer> all = rows.running(team);
        if (all.isEmpty()) {
            return Map.of();
        }
        List<RunningBalancer> linked =
                all.stream().filter(b -> links(b, service)).toList();
        // One that its engine is restarting has no address, so no balancer can be told of it.
        List<ContainerRecord> present = containers.present(service).stream()
                .filter(c -> c.phase() != ContainerPhase.RUNNING || c.address() != null)
                .toList();
        Map<UUID, Map<UUID, Balanced>> known = new HashMap<>();
        rows.of(present.stream().map(ContainerRecord::id).toList())
                .forEach(b -> known.computeIfAbsent(b.container(), _ -> new HashMap<>())
                        .put(b.balancer(), b));
        Map<UUID, Standing> standings = new HashMap<>();
        for (ContainerRecord container : present) {
            Map<UUID, Balanced> at = known.getOrDefault(container.id(), Map.of());
            List<RunningBalancer> responsible = linked.stream()
                    .filter(b -> b.node().equals(container.nodeId()))
                    .filter(b -> at.containsKey(b.container()) || (b.ready() && routes(b, service)))
                    .toList();
            Standings.of(responsible, at).ifPresent(s -> standings.put(container.id(), s));
        }
        return standings;
    }

    /** What the containers of a balancer do now; empty for any other service. */
    @Transactional(readOnly = true)
    public List<BalancerView> views(UUID team, UUID balancerService) {
        return rows.running(team).stream()
                .filter(b -> b.service().equals(balancerService))
                .sorted(Comparator.comparing(RunningBalancer::engineName))
                .flatMap(b -> rows.view(b.container()).stream())
                .toList();
    }

    /** Those that a balancer gets by itself, and how it stands with them; empty for any other service. */
    @Transactional(readOnly = true)
    public List<CertificateView> certificates(UUID team, UUID balancerService) {
        return certificates.views(team, balancerService);
    }

    private boolean links(RunningBalancer balancer, UUID service) {
        return services.revision(balancer.revision()).definition().links().stream()
                .anyMatch(link -> link.service().equals(service));
    }

    private boolean routes(RunningBalancer balancer, UUID service) {
        return rows.routed(balancer.container())
                .map((Set<UUID> routed) -> routed.contains(service))
                .orElse(true);
    }
}
