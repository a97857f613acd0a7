package io.berth.backend.balancing.certificates;

import io.berth.backend.audit.Changed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Orders the certificates that are wanted and due, and writes down what came of it. An order is claimed before, so that of several
 * control planes one has it; the claim of one that was killed runs out.
 */
@Component
class CertificateOrders implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateOrders.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Longer than all the waiting of an order together. */
    private static final Duration CLAIM = Duration.ofMinutes(5);

    private static final int AT_A_TIME = 4;

    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final CertificateRows rows;
    private final Authority authority;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    private volatile boolean running;

    CertificateOrders(
            CertificateRows rows,
            Authority authority,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.authority = authority;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("certificates").start(this::watch);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void watch() {
        while (running) {
            try {
                beginAllThatAreDue();
            } catch (RuntimeException e) {
                LOG.warn("Certificates could not be looked after; it is tried again", e);
            }
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
    }

    private void beginAllThatAreDue() {
        while (free.tryAcquire()) {
            Optional<Claim> claim;
            try {
                claim = claim();
            } catch (RuntimeException e) {
                free.release();
                throw e;
            }
            if (claim.isEmpty()) {
                free.release();
                return;
            }
            Thread.ofVirtual().name("certificate-" + claim.get().host()).start(() -> {
                try {
                    order(claim.get());
                } finally {
                    free.release();
                }
            });
        }
    }

    private Optional<Claim> claim() {
        Instant now = clock.instant();
        return transaction.execute(_ -> rows.claim(now, now.plus(CLAIM)));
    }

    private void order(Claim claim) {
        try {
            Certified certified =
                    authority.order(claim.host(), new BalancersAnswer(claim, rows, events, transaction, clock));
            written(claim, () -> rows.issued(claim, certified));
            LOG.info(
                    "Certificate of {}: issued by {}, until {}",
                    claim.host(),
                    certified.issuer(),
                    certified.notAfter());
        } catch (RefusedException e) {
            failed(claim, e.sentence(), e.notBefore());
            LOG.warn("Certificate of {}: {}", claim.host(), e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed(claim, "The order failed: " + e.getMessage(), null);
            LOG.warn("Certificate of {}: the order failed", claim.host(), e);
        }
    }

    private void failed(Claim claim, String problem, @Nullable Instant notBefore) {
        Instant next = clock.instant().plus(Timetable.pauseAfter(claim.failures() + 1));
        Instant nextTry = notBefore != null && notBefore.isAfter(next) ? notBefore : next;
        written(claim, () -> rows.failed(claim, problem, nextTry));
    }

    private void written(Claim claim, Runnable change) {
        transaction.executeWithoutResult(_ -> {
            change.run();
            events.publishEvent(new CertificatesChanged(claim.team()));
            rows.balancersOf(claim)
                    .forEach(service -> events.publishEvent(new Changed(claim.team(), "service-" + service)));
        });
    }
}
