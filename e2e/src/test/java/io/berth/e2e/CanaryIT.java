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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new revision beside the old one, behind a real HAProxy and under traffic. */
@ExtendWith(Evidence.class)
class CanaryIT {

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.prepared("canary")
                .with("BERTH_BALANCER_IMAGE", TestBed.get().image("haproxy") + ":2.6");
        berth.up();
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void aTenthOfTheRequestsReachesTheNewRevisionAndNoneAfterAnAbort() {
        String shop = api.run(traffic("shop", 3));
        Target target = behindABalancer("shop", shop);
        try (Traffic all = Traffic.start(target, Load.none().withKept(20).withFresh(10))) {
            begin(shop, 10, 1);
            awaitVersions(target, Set.of("1", "2"));
            Report tenThousand = requests(target, 10_000);
            System.out.println("to the canary of " + tenThousand.completed() + ": " + share(tenThousand));
            assertThat(share(tenThousand)).isBetween(0.08, 0.12);
            assertThat(tenThousand.failed()).isZero();

            api.succeed(api.act(shop, "canary/abort"));
            Report thousand = requests(target, 1_000);
            assertThat(thousand.versions()).containsOnlyKeys("1");
            assertThat(thousand.failed()).isZero();
            assertThat(all.stop().failed()).isZero();
        }
    }

    @Test
    void allRequestsAreSwitchedInOneStepAndBackAndStayOnTheNewRevisionOnceItIsPromoted() {
        String blue = api.run(traffic("blue", 2));
        Target target = behindABalancer("blue", blue);
        try (Traffic all = Traffic.start(target, Load.none().withKept(20).withFresh(10))) {
            begin(blue, 0, 2);
            assertThat(requests(target, 200).versions()).containsOnlyKeys("1");
            percent(blue, 100);
            awaitVersions(target, Set.of("2"));
            percent(blue, 0);
            awaitVersions(target, Set.of("1"));
            percent(blue, 100);
            awaitVersions(target, Set.of("2"));

            String promotion = api.act(blue, "canary/promote");
            try (Traffic meanwhile = Traffic.start(target, Load.none().withKept(50))) {
                api.succeed(promotion);
                assertThat(meanwhile.stop().versions()).containsOnlyKeys("2");
            }
            assertThat(requests(target, 200).versions()).containsOnlyKeys("2");
            assertThat(all.stop().failed()).isZero();
        }
    }

    @Test
    void whereOnlyOneCanHaveTheDataThereIsNoCanaryAndTheReasonIsSaid() {
        Map<String, Object> definition = traffic("data", 1);
        definition.put("bindings", List.of(Map.of("container_path", "/data")));
        Api.Answer refused = api.post(api.run(definition) + "canary/", Map.of("percent", 10));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().toString()).contains("the volume at /data has one writer");
    }

    private static void begin(String service, int percent, int containers) {
        Api.Answer answer =
                api.post(service + "canary/", Map.of("percent", percent, "containers", containers, "tag", "2"));
        answer.ok();
        api.succeed(answer.action());
    }

    private static void percent(String service, int percent) {
        JsonNode changed =
                api.patch(service + "canary/", Map.of("percent", percent)).ok();
        assertThat(changed.path("percent").asInt()).isEqualTo(percent);
    }

    private static double share(Report report) {
        return report.versions().getOrDefault("2", 0L) / (double) report.completed();
    }

    private static Report requests(Target target, int number) {
        try (Traffic traffic = Traffic.start(target, Load.none().withKept(500).withConnections(20))) {
            Await.until(
                    number + " requests were answered",
                    Duration.ofSeconds(60),
                    () -> traffic.report().completed() >= number);
            return traffic.stop();
        }
    }

    private static void awaitVersions(Target target, Set<String> versions) {
        Await.until(
                "versions " + versions + " answer at " + target,
                Duration.ofSeconds(30),
                () -> requests(target, 50),
                report -> report.failed() == 0 && report.versions().keySet().equals(versions));
    }

    private static Target behindABalancer(String name, String service) {
        int port = FreePorts.next();
        api.run(Definitions.balancer(name + "-lb", port, service, name));
        Target target = Target.of("127.0.0.1", port);
        awaitVersions(target, Set.of("1"));
        return target;
    }

    private static Map<String, Object> traffic(String name, int count) {
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", name);
        definition.put("image", TestBed.get().image("traffic") + ":1");
        definition.put("target_num_containers", count);
        definition.put("container_ports", List.of(Map.of("protocol", "tcp", "inner_port", 8080)));
        return definition;
    }
}
