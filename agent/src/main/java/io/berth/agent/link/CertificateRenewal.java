package io.berth.agent.link;

import io.berth.agent.state.AgentHome;
import io.berth.agent.state.Identity;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Renews the node's certificate when less than a third of its validity is left, in time for many tries. */
public final class CertificateRenewal {

    private static final System.Logger LOG = System.getLogger(CertificateRenewal.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final CertificateRequests requests;
    private final AgentHome home;
    private final Platform platform;
    private final ControlLink link;
    private final InstantSource clock;

    public CertificateRenewal(
            CertificateRequests requests, AgentHome home, Platform platform, ControlLink link, InstantSource clock) {
        this.requests = requests;
        this.home = home;
        this.platform = platform;
        this.link = link;
        this.clock = clock;
    }

    /** Runs until interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            Duration left =
                    Duration.between(clock.instant(), dueAt(platform.identity().certificate()));
            if (!left.isPositive()) {
                renew();
            }
            Thread.sleep(wait(
                    Duration.between(clock.instant(), dueAt(platform.identity().certificate()))));
        }
    }

    static Instant dueAt(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        return until.minus(Duration.between(from, until).dividedBy(3));
    }

    /** Long waits are cut: hosts sleep, and their clocks are set. After a failure the next try comes within minutes. */
    private Duration wait(Duration left) {
        if (!left.isPositive()) {
            Duration valid = Duration.between(
                    clock.instant(),
                    platform.identity().certificate().getNotAfter().toInstant());
            return clamp(valid.dividedBy(100), Duration.ofMinutes(5));
        }
        return clamp(left, LONGEST_WAIT);
    }

    private static Duration clamp(Duration wait, Duration longest) {
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    private void renew() throws InterruptedException {
        try {
            Identity renewed = requests.renew(platform.identity());
            home.save(renewed);
            platform.adopt(renewed);
            link.reconnect();
            LOG.log(
                    Level.INFO,
                    "the certificate was renewed; the new one is good until {0}",
                    renewed.certificate().getNotAfter().toInstant());
        } catch (IOException | RefusedException e) {
            LOG.log(Level.WARNING, "the certificate could not be renewed yet: {0}", LinkTrouble.sentence(e));
        }
    }
}
