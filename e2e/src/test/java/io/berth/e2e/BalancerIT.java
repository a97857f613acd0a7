package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.e2e.traffic.Load;
import io.berth.e2e.traffic.Report;
import io.berth.e2e.traffic.Target;
import io.berth.e2e.traffic.Traffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A balancer configures itself, and what goes through it never notices a redeploy. */
@ExtendWith(Evidence.class)
class BalancerIT {

    private static final String[] COLUMNS = {"redeploy", "killed       ", "seconds", "requests so far", "failed"};
    private static final int REDEPLOYS = Soak.count("traffic", 2);

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.prepared("balancer")
                .with("BERTH_BALANCER_IMAGE", TestBed.get().image("haproxy") + ":2.6");
        berth.up();
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void noRequestIsLostWhileThreeContainersAreReplacedAgainAndAgain() {
        Shop shop = Shop.open("shop");
        try (Soak soak = new Soak("traffic", COLUMNS);
                Traffic traffic = Traffic.start(shop.target(), Load.usual())) {
            for (int i = 1; i <= REDEPLOYS; i++) {
                shop.redeploy(i, "nothing", () -> {}, traffic, soak);
            }
            nothingWasLost(traffic, soak);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void norWhenAgentOrControlPlaneAreKilledInTheMiddle() {
        Shop shop = Shop.open("market");
        try (Soak soak = new Soak("traffic-kills", COLUMNS);
                Traffic traffic = Traffic.start(shop.target(), Load.usual())) {
            shop.redeploy(1, "agent", () -> killed(berth.agentPid()), traffic, soak);
            shop.redeploy(2, "control plane", () -> killed(berth.controlPlanePid()), traffic, soak);
            nothingWasLost(traffic, soak);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void norWhileTheBalancerItselfIsReplaced() {
        Shop shop = Shop.open("bazaar");
        try (Soak soak = new Soak("traffic-balancer", COLUMNS);
                Traffic traffic = Traffic.start(shop.target(), Load.usual())) {
            for (int i = 1; i <= REDEPLOYS; i++) {
                shop.redeployBalancer(i, traffic, soak);
            }
            nothingWasLost(traffic, soak, 1);
        }
        api.succeed(api.delete(shop.balancer()).action());
        assertThat(berth.containers("bazaar-lb")).isEmpty();
    }

    @Test
    void requestsGoToTheServiceWhoseHostNameTheyNameAndToNoOther() {
        String one = api.run(named("one", "1", "one.example"));
        String two = api.run(named("two", "2", "two.example, *.two.example"));
        int port = FreePorts.next();
        api.run(Definitions.balancer("names", port, List.of(link(one, "one"), link(two, "two"))));
        Target target = Target.of("127.0.0.1", port);
        answers(target.called("one.example"), "1");
        answers(target.called("two.example"), "2");
        answers(target.called("www.two.example"), "2");
        try (Traffic nobody =
                Traffic.start(target.called("other.example"), Load.none().withFresh(20))) {
            Await.until(
                    "requests were refused",
                    Duration.ofSeconds(10),
                    () -> nobody.report().failed() > 3);
            assertThat(nobody.stop().completed()).isZero();
        }
    }

    private static void killed(long process) {
        Processes.kill(process);
        berth.up();
    }

    private static void nothingWasLost(Traffic traffic, Soak soak) {
        nothingWasLost(traffic, soak, 2);
    }

    private static void nothingWasLost(Traffic traffic, Soak soak, int versions) {
        Report report = traffic.stop();
        System.out.println(report);
        if (report.failed() > 0) {
            soak.wrong("requests were lost:\n" + report);
        }
        assertThat(report.versions()).hasSizeGreaterThanOrEqualTo(versions);
        soak.requireNothingWrong();
    }

    /** Three containers behind a balancer. */
    private record Shop(String service, String balancer, Target target) {

        static Shop open(String name) {
            String service = api.run(traffic(name, "1", 3));
            int port = FreePorts.next();
            String balancer = api.run(Definitions.balancer(name + "-lb", port, service, name));
            Target target = Target.of("127.0.0.1", port);
            answers(target, "1");
            return new Shop(service, balancer, target);
        }

        void redeployBalancer(int number, Traffic traffic, Soak soak) {
            Map<String, String> changed = Map.of("key", "MAXCONN", "value", String.valueOf(4000 + number));
            api.patch(balancer, Map.of("container_envvars", List.of(changed))).ok();
            long begun = System.nanoTime();
            ended(number, "nothing", begun, api.act(balancer, "redeploy"), traffic, soak);
        }

        void redeploy(int number, String killed, Runnable kill, Traffic traffic, Soak soak) {
            String tag = String.valueOf(1 + number % 3);
            api.patch(service, Map.of("image", TestBed.get().image("traffic") + ":" + tag))
                    .ok();
            long begun = System.nanoTime();
            String action = api.act(service, "redeploy");
            Await.until(
                    "containers are being replaced",
                    Duration.ofSeconds(60),
                    () -> api.get(action).ok().path("events").toString().contains("Draining"));
            kill.run();
            ended(number, killed, begun, action, traffic, soak);
        }

        private static void ended(int number, String killed, long begun, String action, Traffic traffic, Soak soak) {
            JsonNode ended = api.end(action, Duration.ofMinutes(5));
            Report report = traffic.report();
            soak.row(
                    number,
                    killed,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    report.begun(),
                    report.failed());
            if (!"succeeded".equals(Api.state(ended))) {
                soak.wrong("redeploy %d ended so: %s".formatted(number, ended));
            }
        }
    }

    private static Map<String, Object> named(String name, String tag, String hosts) {
        Map<String, Object> definition = traffic(name, tag, 1);
        definition.put("container_envvars", List.of(Map.of("key", "VIRTUAL_HOST", "value", hosts)));
        return definition;
    }

    private static void answers(Target target, String version) {
        Await.until(
                "version " + version + " answers at " + target,
                Duration.ofSeconds(30),
                () -> {
                    try (Traffic one = Traffic.start(target, Load.none().withFresh(10))) {
                        Await.pause(Duration.ofMillis(300));
                        return one.stop();
                    }
                },
                report -> report.failed() == 0 && report.versions().keySet().equals(Set.of(version)));
    }

    private static Map<String, Object> traffic(String name, String tag, int count) {
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", name);
        definition.put("image", TestBed.get().image("traffic") + ":" + tag);
        definition.put("target_num_containers", count);
        definition.put("container_ports", List.of(Map.of("protocol", "tcp", "inner_port", 8080)));
        return definition;
    }

    private static Map<String, ?> link(String service, String alias) {
        return Map.of("to_service", service, "name", alias);
    }
}
