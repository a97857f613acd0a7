package io.berth.backend.deployments.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long an answer is waited for. A job's time runs only while its node is there and has been asked. */
public final class Patience {

    /** A deployment that waits is looked at this often, besides whenever an answer comes. */
    public static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** A job without an answer is asked for again after this time: the agent does it once. */
    public static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    /** One that was not asked for this long could not be asked: the node was away, or the control plane was. */
    private static final Duration OUT_OF_REACH = ASK_AGAIN.multipliedBy(3);

    private Patience() {}

    /** Whether a job that waits is to be sent again. */
    public static boolean askAgain(Instant created, @Nullable Instant sent, Instant now) {
        return (sent == null ? created : sent).isBefore(now.minus(ASK_AGAIN));
    }

    /**
     * When a job that waits counts as failed, as things stand now. Later than before if it could not be asked for.
     *
     * @param whole how long such a job may take
     */
    public static Instant deadline(
            Instant before, Duration whole, boolean nodeReady, @Nullable Instant sent, Instant now) {
        boolean asked = nodeReady && sent != null && !sent.isBefore(now.minus(OUT_OF_REACH));
        Instant anew = now.plus(whole);
        return asked || before.isAfter(anew) ? before : anew;
    }

    /** When to look at a deployment again at the latest. */
    public static Instant wakeAt(@Nullable Instant wished, Instant now) {
        Instant latest = now.plus(LOOK_AGAIN);
        return wished == null || wished.isAfter(latest) ? latest : wished;
    }
}
