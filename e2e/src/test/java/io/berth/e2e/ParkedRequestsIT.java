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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One container with a database on a volume is replaced behind a balancer: its clients wait, and see no error. */
@ExtendWith(Evidence.class)
class ParkedRequestsIT {

    private static final int REDEPLOYS = Soak.count("parked", 2);

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.prepared("parked")
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
    void requestsWaitWhileTheOnlyContainerIsReplaced() {
        String service = api.run(keepingData());
        int port = FreePorts.next();
        api.run(Definitions.balancer("ledger-lb", port, service, "ledger"));
        Target target = Target.of("127.0.0.1", port);
        Await.until(
                "the service answers",
                Duration.ofSeconds(30),
                () -> {
                    try (Traffic one = Traffic.start(target, Load.none().withFresh(10))) {
                        Await.pause(Duration.ofMillis(300));
                        return one.stop();
                    }
                },
                report -> report.failed() == 0 && report.completed() > 0);
        Load load = Load.none().withKept(80).withFresh(20).withPatience(Duration.ofSeconds(40));
        try (Soak soak = new Soak("parked", "redeploy", "requests so far", "failed", "longest stall ms", "rows");
                JournalWriter writer = JournalWriter.start(target);
                Traffic traffic = Traffic.start(target, load)) {
            for (int i = 1; i <= REDEPLOYS; i++) {
                redeploy(i, service, traffic, writer, soak);
            }
            Report report = traffic.stop();
            writer.close();
            System.out.println(report);
            if (!writer.wrong().isEmpty()) {
                soak.wrong(writer.wrong());
            }
            if (report.failed() > 0) {
                soak.wrong("requests failed:\n" + report);
            }
            assertThat(report.versions()).hasSizeGreaterThan(1);
            soak.requireNothingWrong();
        }
    }

    private static void redeploy(int number, String service, Traffic traffic, JournalWriter writer, Soak soak) {
        String tag = String.valueOf(1 + number % 3);
        api.patch(service, Map.of("image", TestBed.get().image("traffic") + ":" + tag))
                .ok();
        JsonNode ended = api.end(api.act(service, "redeploy"), Duration.ofMinutes(5));
        Report report = traffic.report();
        soak.row(
                number,
                report.begun(),
                report.failed(),
                report.longestStall().length().toMillis(),
                writer.rows());
        if (!"succeeded".equals(Api.state(ended))) {
            soak.wrong("redeploy %d ended so: %s".formatted(number, ended));
        }
    }

    private static Map<String, Object> keepingData() {
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", "ledger");
        definition.put("image", TestBed.get().image("traffic") + ":1");
        definition.put("target_num_containers", 1);
        definition.put("container_ports", List.of(Map.of("protocol", "tcp", "inner_port", 8080)));
        definition.put("container_envvars", List.of(Map.of("key", "DATA_DIR", "value", "/data")));
        definition.put("bindings", List.of(Map.of("container_path", "/data")));
        return definition;
    }
}
