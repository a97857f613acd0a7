package io.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import io.berth.e2e.Api;
import io.berth.e2e.Await;
import io.berth.e2e.Definitions;
import io.berth.e2e.Engine;
import io.berth.e2e.Evidence;
import io.berth.e2e.Installation;
import io.berth.e2e.TestBed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A rollback of one container whose image is on the node, from the click until Berth says that the new container is
 * healthy, beside create, start and health of the same container by the bare engine.
 */
@ExtendWith(Evidence.class)
class RollbackBench {

    private static final int PAIRS = Integer.getInteger("berth.bench.pairs", 20);
    private static final double MOST = 1.3;
    private static final Duration GLANCE = Duration.ofMillis(10);

    private static final Engine ENGINE = TestBed.get().engine();

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.started("bench");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void withTheImagesHealthCheckItTakesHardlyLongerThanTheEngineAlone() {
        Pairs pairs = measure("checked", "healthy", Map.of("check", "docker"), 0);
        System.out.println(pairs.table());
        assertThat(pairs.ratio()).isLessThanOrEqualTo(MOST);
    }

    /** Nothing but the platform's own share is left where the check takes no time: told, and not judged. */
    @Test
    void withAProbeOfThePortItIsMeasuredToo() {
        int port = Definitions.WEB_PORT;
        Pairs pairs = measure("probed", "1", Map.of("check", "tcp", "port", port), port);
        System.out.println(pairs.table());
        assertThat(pairs.ratio()).isPositive();
    }

    private static Pairs measure(String name, String tag, Map<String, ?> healthCheck, int port) {
        Map<String, Object> definition = new HashMap<>(Definitions.web(name, tag, 1));
        definition.put("container_envvars", variable("1"));
        definition.put("health_check", healthCheck);
        String service = api.run(definition);
        api.patch(service, Map.of("container_envvars", variable("2"))).ok();
        api.succeed(api.act(service, "redeploy"));
        InspectContainerResponse like =
                ENGINE.inspect(berth.containers(name).getFirst().id());
        BareEngine bare = new BareEngine(ENGINE.docker());
        return Pairs.take(
                "Rollback, health by " + (port == 0 ? "the image's HEALTHCHECK (interval 1 s)" : "TCP probe"),
                PAIRS,
                () -> rollBack(service, name, port == 0 ? "health_status: healthy" : "start"),
                () -> bare.measure(like, port));
    }

    private static List<Map<String, String>> variable(String value) {
        return List.of(Map.of("key", "REVISION", "value", value));
    }

    /**
     * The stop of the old container comes after it is measured, and is waited for.
     *
     * @param news what the engine says before Berth can know
     */
    private static Duration rollBack(String service, String name, String news) {
        int now = api.get(service).ok().path("deployed_revision").asInt();
        try (EngineNews engine = new EngineNews(ENGINE.docker(), name, news)) {
            long clicked = System.nanoTime();
            Api.Answer asked = api.post(service + "rollback/", Map.of("revision", 3 - now));
            asked.ok();
            engine.await();
            while (!healthy(api.get(asked.action()).ok())) {
                Await.pause(GLANCE);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - clicked);
            api.succeed(asked.action());
            return took;
        }
    }

    private static boolean healthy(JsonNode action) {
        for (JsonNode event : action.path("events")) {
            if (event.path("text").asText().startsWith("Healthy")) {
                return true;
            }
        }
        if (!action.path("end_date").isNull()) {
            throw new AssertionError("It ended before it was healthy: " + action);
        }
        return false;
    }
}
