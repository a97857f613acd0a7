package io.berth.backend.deployments.store;

import io.berth.protocol.BalancerSetup;
import java.util.List;
import java.util.UUID;

/** What runs in a balancer's container: HAProxy, as soon as it may take requests. */
final class BalancerProcess {

    private static final String WAIT = """
            trap 'exit 0' USR1 TERM
            until [[ -e $0 ]]; do sleep 0.05; done
            exec haproxy "$@"
            """;

    static final List<String> ENTRYPOINT = List.of("bash", "-c", WAIT, BalancerSetup.BEGIN);
    static final List<String> ARGUMENTS = List.of("-W", "-db", "-f", BalancerSetup.MAIN_FILE);

    /** A connection that a client keeps is let go by its next answer, or by HAProxy's timeout of ten seconds for those. */
    private static final int LEAST_GRACE_SECONDS = 30;

    private BalancerProcess() {}

    static int stopGraceSeconds(int asked) {
        return Math.max(asked, LEAST_GRACE_SECONDS);
    }

    /** The container that owns what the balancers of a slot share. */
    static String holder(UUID service, int slot) {
        return "berth-holder-" + service + "-" + slot;
    }
}
