package io.berth.backend.balancing.certificates;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Has the balancers of a name answer on its port 80. */
final class BalancersAnswer implements Authority.Proof {

    private static final Duration ALL_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Claim claim;
    private final CertificateRows rows;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    BalancersAnswer(
            Claim claim,
            CertificateRows rows,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.claim = claim;
        this.rows = rows;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One that is away does not keep the others from trying: the authority may come to any of them. */
    @Override
    public void answer(String token, String answer) throws RefusedException, InterruptedException {
        transaction.executeWithoutResult(_ -> {
            if (!rows.answer(claim, token, answer)) {
                throw new IllegalStateException("The order has taken so long that it is somebody else's by now.");
            }
            events.publishEvent(new CertificatesChanged(claim.team()));
        });
        Instant end = clock.instant().plus(ALL_WITHIN);
        while (true) {
            List<Boolean> answering = transaction.execute(_ -> rows.answering(claim, token));
            if (!answering.isEmpty() && !answering.contains(false)) {
                return;
            }
            if (!clock.instant().isBefore(end)) {
                if (answering.contains(true)) {
                    return;
                }
                throw new RefusedException("No load balancer took the answer that the authority wants to read.");
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
