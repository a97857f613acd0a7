package io.berth.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one HAProxy is to run. Its structure takes a reload to change; its servers change while it runs.
 *
 * @param structure names the configuration without its servers: two setups of the same structure differ in servers alone. A
 *     running HAProxy says it when it is asked for its variable {@link #STRUCTURE}
 * @param controlPort where HAProxy takes commands, on the loopback address of its own network
 * @param files by absolute path in the container; the main one is {@link #MAIN_FILE}. It has the servers too, so that a HAProxy
 *     that starts anew finds everything
 * @param servers those that it is to have, in all backends whose servers change
 * @param controlAddress the loopback address on which it takes commands: balancers that share a network have one each
 */
public record BalancerSetup(
        String structure, int controlPort, Map<String, String> files, List<Server> servers, String controlAddress) {

    /** The environment variable in which the configuration carries its structure. */
    public static final String STRUCTURE = "BERTH_STRUCTURE";

    /** The folder that HAProxy reads its configuration from. */
    public static final String FOLDER = "/usr/local/etc/haproxy";

    public static final String MAIN_FILE = FOLDER + "/haproxy.cfg";

    /** Once this file is there, a HAProxy that has been waiting for its configuration begins. */
    public static final String BEGIN = FOLDER + "/berth.begin";

    private static final String LOOPBACK = "127.0.0.1";

    /** A control plane of before does not send the address. */
    @SuppressWarnings("ConstantValue")
    public BalancerSetup {
        controlAddress = controlAddress == null ? LOOPBACK : controlAddress;
    }

    /** One that has a network of its own. */
    public BalancerSetup(String structure, int controlPort, Map<String, String> files, List<Server> servers) {
        this(structure, controlPort, files, servers, LOOPBACK);
    }

    /** Certificates' keys are among the files, so its text form leaves them out. */
    @Override
    public String toString() {
        return "BalancerSetup[structure=" + structure + ", files=" + files.keySet() + ", servers=" + servers + "]";
    }

    /**
     * @param name unique among the backend's servers, now and later: a container's name on its engine
     * @param options whatever follows the address on the server's line, such as {@code check inter 500ms}
     * @param draining whether it gets no new requests
     * @param weight its share of the requests beside those of the other servers, up to 256; null leaves it as it is
     */
    public record Server(
            String backend,
            String name,
            String address,
            int port,
            String options,
            boolean draining,
            @Nullable Integer weight) {

        /** One whose weight is left as it is. */
        public Server(String backend, String name, String address, int port, String options, boolean draining) {
            this(backend, name, address, port, options, draining, null);
        }
    }

    /**
     * A server as HAProxy sees it.
     *
     * @param up whether HAProxy takes it to be able to serve
     * @param checked whether HAProxy's own check of it has passed
     * @param status HAProxy's own words, such as {@code UP}, {@code DOWN 1/2} or {@code DRAIN}
     * @param check what the last check found, such as {@code L4OK} or {@code L7STS 503}; empty before the first
     * @param sessions those under way now
     */
    public record Seen(
            String backend,
            String name,
            boolean up,
            boolean checked,
            boolean draining,
            String status,
            String check,
            long sessions,
            Counters counters) {}

    /**
     * What HAProxy has counted since it was last loaded.
     *
     * @param requests answered or under way; for TCP, connections
     * @param errors connections that failed and answers that broke off
     * @param retries connections tried again
     * @param serverErrors answers with a status from 500 on
     */
    public record Counters(long requests, long errors, long retries, long serverErrors) {

        public Counters plus(Counters more) {
            return new Counters(
                    requests + more.requests,
                    errors + more.errors,
                    retries + more.retries,
                    serverErrors + more.serverErrors);
        }
    }
}
