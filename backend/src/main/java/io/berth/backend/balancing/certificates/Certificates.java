package io.berth.backend.balancing.certificates;

import io.berth.backend.balancing.CertificateView;
import io.berth.backend.balancing.config.Issued;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a balancer says which certificates it wants, and gets those that are there. */
@Component
@Transactional
public class Certificates {

    private final CertificateRows rows;
    private final InstantSource clock;

    Certificates(CertificateRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Issued issued(UUID team) {
        return rows.issued(team, clock.instant());
    }

    /** From now on the balancer wants these and no others. */
    public void wanted(UUID balancer, UUID team, Collection<String> hosts) {
        Set<String> before = rows.wantedBy(balancer);
        hosts.stream()
                .filter(host -> !before.contains(host))
                .forEach(host -> rows.want(balancer, team, host, clock.instant()));
        before.stream().filter(host -> !hosts.contains(host)).forEach(host -> rows.wantNoMore(balancer, host));
    }

    /** The balancer is known to give the answers to these tokens. */
    public void answering(UUID balancer, Collection<String> tokens) {
        if (!tokens.isEmpty()) {
            rows.loaded(balancer, tokens);
        }
    }

    /** By name; empty for whatever is not a balancer. */
    @Transactional(readOnly = true)
    public List<CertificateView> views(UUID team, UUID balancerService) {
        return rows.views(team, balancerService, clock.instant());
    }
}
