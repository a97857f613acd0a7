package io.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.e2e.Api;
import io.berth.e2e.Await;
import io.berth.e2e.Definitions;
import io.berth.e2e.Evidence;
import io.berth.e2e.FreePorts;
import io.berth.e2e.Installation;
import io.berth.e2e.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a balancer of many virtual hosts and servers takes to follow one container that comes or is to drain. */
@ExtendWith(Evidence.class)
class ServerChangeBench {

    private static final int HOSTS = Integer.getInteger("berth.bench.hosts", 200);
    private static final int CONTAINERS = 5;
    private static final int CHANGES = Integer.getInteger("berth.bench.changes", 50);
    private static final double MOST_MILLIS = 200;
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void aServerChangeIsInForceAtOnceAndWithoutAReload() throws Exception {
        try (Installation berth = Installation.prepared("bench")
                .with("BERTH_BALANCER_IMAGE", TestBed.get().image("haproxy") + ":2.6")
                .started()) {
            Api api = berth.api();
            api.run(traffic("like", CONTAINERS + 1));
            String bell = api.post("/api/v1/service/", traffic("bell", 1))
                    .ok()
                    .path("resource_uri")
                    .asText();
            try (ManyHosts hosts = ManyHosts.in(berth, "like")) {
                hosts.fill(HOSTS, CONTAINERS);
                int port = FreePorts.next();
                api.run(balancer(port, hosts.services()));
                long servers = (long) HOSTS * CONTAINERS;
                Await.until("all servers serve", SOON, () -> ask(hosts::serving) == servers);
                HostProbe probe = new HostProbe(port, "host0.example");
                probe.awaitServed(false);
                String balancer = berth.containers("lb").getFirst().id();
                Set<String> before = processes(balancer);
                Figures comes = new Figures("a container comes");
                Figures drains = new Figures("one is to drain");
                for (int i = 0; i <= CHANGES / 2; i++) {
                    hosts.comes(i);
                    measure(api, bell, 2 * i, probe, true, i == 0 ? new Figures("") : comes);
                    hosts.drains();
                    measure(api, bell, 2 * i + 1, probe, false, i == 0 ? new Figures("") : drains);
                    Await.until("it is let go of", SOON, () -> ask(hosts::listedOfHostZero) == 0);
                    hosts.goes();
                }
                System.out.printf("%d virtual hosts, %d servers%n%s%n%s%n", HOSTS, servers, comes, drains);
                assertThat(processes(balancer))
                        .as("no reload, no other process")
                        .isEqualTo(before);
                assertThat(comes.with(drains).median()).as("median in ms").isLessThanOrEqualTo(MOST_MILLIS);
            }
        }
    }

    /** What was committed is news by the change of some other service of the team, which is a part of what is measured. */
    private static void measure(Api api, String bell, int number, HostProbe probe, boolean served, Figures figures)
            throws Exception {
        long committed = System.nanoTime();
        api.patch(bell, Map.of("container_envvars", variables("NUMBER", String.valueOf(number))))
                .ok();
        long told = System.nanoTime();
        figures.add(probe.awaitServed(served) - committed, told - committed);
    }

    private static Set<String> processes(String container) {
        var top = TestBed.get().engine().docker().topContainerCmd(container).exec();
        int column = Arrays.asList(top.getTitles()).indexOf("PID");
        int command = top.getTitles().length - 1;
        Set<String> processes = new HashSet<>();
        for (String[] process : top.getProcesses()) {
            if (process[command].startsWith("haproxy")) {
                processes.add(process[column]);
            }
        }
        assertThat(processes).isNotEmpty();
        return processes;
    }

    private static Map<String, Object> traffic(String name, int count) {
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", name);
        definition.put("image", TestBed.get().image("traffic") + ":1");
        definition.put("target_num_containers", count);
        definition.put("container_ports", List.of(Map.of("protocol", "tcp", "inner_port", 8080)));
        definition.put("container_envvars", variables("VIRTUAL_HOST", name + ".example"));
        return definition;
    }

    private static Map<String, Object> balancer(int port, List<String> services) {
        List<Map<String, ?>> links = new ArrayList<>();
        services.forEach(service -> links.add(Map.of("to_service", service, "name", "host" + links.size())));
        Map<String, Object> definition = new HashMap<>(Definitions.balancer("lb", port, links));
        // A thousand checks each half second of a few containers would measure these.
        definition.put("container_envvars", variables("HEALTH_CHECK", "check inter 10s"));
        return definition;
    }

    private static List<Map<String, String>> variables(String key, String value) {
        return List.of(Map.of("key", key, "value", value));
    }

    private interface Question {
        long ask() throws Exception;
    }

    private static long ask(Question question) {
        try {
            return question.ask();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
