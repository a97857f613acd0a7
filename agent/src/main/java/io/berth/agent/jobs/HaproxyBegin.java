package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.protocol.BalancerSetup;
import java.util.List;
import java.util.Map;

/**
 * The moment from which a balancer takes requests. One that shares its ports with its predecessor gets them from its first
 * moment on, so HAProxy is started in it only once its files know all servers.
 */
final class HaproxyBegin {

    private static final List<String> BEGUN = List.of("bash", "-c", "[[ -e \"$1\" ]]", "_", BalancerSetup.BEGIN);

    /** The master and its worker, which is there only once the configuration was good and its ports were to be had. */
    private static final List<String> AT_WORK = List.of("bash", "-c", """
            n=0
            for comm in /proc/[0-9]*/comm; do
              read -r name 2>/dev/null <"$comm" && [[ $name == haproxy ]] && n=$((n + 1))
            done
            ((n > 1))
            """);

    private final Engine engine;
    private final HaproxyFiles files;

    HaproxyBegin(Engine engine, HaproxyFiles files) {
        this.engine = engine;
        this.files = files;
    }

    /** From then on it is by its files alone that it starts, even without this agent. */
    void ensure(String engineId, BalancerSetup setup) {
        if (engine.exec(engineId, BEGUN).exitCode() != 0) {
            files.write(engineId, setup.files());
            engine.copyInto(engineId, Map.of(BalancerSetup.BEGIN, ""));
        }
    }

    /** Whether it is this one that may answer, and not only its predecessor on the same ports. */
    static boolean atWork(Engine engine, String engineId) {
        return engine.exec(engineId, AT_WORK).exitCode() == 0;
    }
}
