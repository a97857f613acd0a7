package io.berth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Redeploys of five containers, each cancelled at another step. The containers do not listen to the stop signal, so that
 * every stop takes the whole grace time.
 */
@ExtendWith(Evidence.class)
class CancelIT {

    private static final int CANCELS = Soak.count("cancels", 3);
    private static final int CONTAINERS = 5;
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** What engine and platform may take on top, on two busy cores, to stop and remove one container and to say so. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(8);

    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final String DEAF =
            "/bin/sh -c 'trap \"\" TERM; sleep 1; exec httpd -f -p " + Definitions.WEB_PORT + " -h /www'";

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.started("cancels");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void aCancelledRedeployEndsWithinTheGraceTimeAndLeavesFiveServing() {
        Map<String, Object> definition = new HashMap<>(Definitions.web("five", "1", CONTAINERS));
        definition.put("run_command", DEAF);
        definition.put("health_check", Map.of("stop_grace_seconds", GRACE.toSeconds()));
        String service = api.run(definition);
        try (Soak soak = new Soak(
                        "cancels",
                        "step",
                        "cancelled after                                             ",
                        "ended      ",
                        "ms to the end",
                        "of the new",
                        "fewest serving");
                Poller serving =
                        Poller.of(berth.id(), "five", Definitions.WEB_PORT).awaitAnswering(CONTAINERS)) {
            for (int step : chosen(stepsOfAnUndisturbedRedeploy(service), soak)) {
                cancel(service, step, soak, serving);
            }
            soak.requireNothingWrong();
        }
    }

    /** Each entry of the time line begins a step. */
    private static int stepsOfAnUndisturbedRedeploy(String service) {
        otherTag(service);
        String action = api.act(service, "redeploy");
        int steps = 0;
        JsonNode seen = api.get(action).ok();
        while (!ended(seen)) {
            steps = seen.path("events").size();
            Await.pause(GLANCE);
            seen = api.get(action).ok();
        }
        api.succeed(action);
        return steps;
    }

    private static List<Integer> chosen(int steps, Soak soak) {
        List<Integer> all =
                new ArrayList<>(IntStream.rangeClosed(1, steps).boxed().toList());
        Collections.shuffle(all, soak.random());
        return all.stream().limit(CANCELS).sorted().toList();
    }

    private static void cancel(String service, int step, Soak soak, Poller serving) {
        Set<Integer> allowed = berth.containers("five").stream()
                .map(ContainerOnEngine::revision)
                .collect(Collectors.toCollection(HashSet::new));
        int revision = otherTag(service);
        allowed.add(revision);
        Instant clicked = Instant.now();
        String action = api.act(service, "redeploy");
        JsonNode then = api.get(action).ok();
        while (!ended(then) && then.path("events").size() < step) {
            Await.pause(GLANCE);
            then = api.get(action).ok();
        }
        Instant cancelled = Instant.now();
        int answer = api.post(action + "cancel/").status();
        JsonNode ended = api.end(action);
        Duration took = Duration.between(cancelled, Instant.now());
        List<ContainerOnEngine> left = berth.containers("five");
        int fewest = serving.seen().stream()
                .filter(s -> !s.at().isBefore(clicked))
                .mapToInt(Poller.Sample::answering)
                .min()
                .orElse(0);
        soak.row(
                step,
                lastEvent(then),
                Api.state(ended),
                took.toMillis(),
                left.stream().filter(c -> c.revision() == revision).count() + " of " + left.size(),
                fewest);

        String expected = answer == 409 ? "succeeded" : "cancelled";
        if (!Api.state(ended).equals(expected)) {
            soak.wrong("cancelled at step %d, answered %d, it ended so: %s".formatted(step, answer, ended));
        }
        if (ended.path("message").asText().isBlank()) {
            soak.wrong("cancelled at step %d it does not say what is left".formatted(step));
        }
        if (took.compareTo(GRACE.plus(ALLOWANCE)) > 0) {
            soak.wrong("cancelled at step %d it took %d ms to end".formatted(step, took.toMillis()));
        }
        if (fewest < CONTAINERS) {
            soak.wrong("cancelled at step %d only %d served".formatted(step, fewest));
        }
        boolean whole = left.size() == CONTAINERS
                && left.stream().map(ContainerOnEngine::slot).distinct().count() == CONTAINERS
                && left.stream().allMatch(c -> c.running() && allowed.contains(c.revision()));
        if (!whole) {
            soak.wrong("cancelled at step %d it left %s".formatted(step, left));
        }
        api.awaitState(service, "Running");
        serving.awaitAnswering(CONTAINERS);
    }

    private static boolean ended(JsonNode action) {
        return !action.path("end_date").isNull();
    }

    private static String lastEvent(JsonNode action) {
        JsonNode events = action.path("events");
        JsonNode last = events.path(events.size() - 1);
        return (last.path("slot").isNull() ? "" : "slot " + last.path("slot").asInt() + ": ")
                + last.path("text").asText();
    }

    private static int otherTag(String service) {
        String now = api.get(service).ok().path("image_name").asText();
        return api.patch(service, Definitions.image(now.endsWith(":1") ? "2" : "1"))
                .ok()
                .path("revision")
                .asInt();
    }
}
