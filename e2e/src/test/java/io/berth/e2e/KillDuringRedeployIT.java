package io.berth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Redeploys in each of which control plane, agent or engine is killed at a random moment and started again. An engine that
 * is killed takes its containers down when it returns: from the kill until all of them answer again nobody is counted.
 */
@ExtendWith(Evidence.class)
class KillDuringRedeployIT {

    private static final int REDEPLOYS = Soak.count("redeploys", 5);
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(4);
    private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(1);
    private static final int WEB_CONTAINERS = 3;

    @SuppressWarnings("NullAway.Init")
    private static Host host;

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @SuppressWarnings("NullAway.Init")
    private static String image;

    private final Map<String, List<ContainerOnEngine>> settled = new TreeMap<>();

    @BeforeAll
    static void start() {
        host = Host.started("kills");
        image = host.image("web");
        berth = Installation.startedOn(host, "kills");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        Closing.all(berth, host);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void aRedeployEndsAsItShouldWhateverIsKilledInItsMidst() {
        Subject web = run("web", WEB_CONTAINERS, Map.of());
        Subject writer = run(
                "writer",
                1,
                Map.of("run_command", Journal.WRITER, "bindings", List.of(Map.of("container_path", "/data"))));
        try (Soak soak = new Soak(
                        "kills",
                        "   ",
                        "service",
                        "killed         ",
                        "ms after click",
                        "state then ",
                        "step then                               ",
                        "ended      ",
                        "seconds",
                        "fewest");
                Poller serving = Poller.of(() -> berth.containers("web"), Definitions.WEB_PORT)
                        .awaitAnswering(WEB_CONTAINERS);
                RunningWatch watch = new RunningWatch(host.engine(), berth.id(), Set.of("writer"))) {
            for (int number = 1; number <= REDEPLOYS; number++) {
                Subject subject = number % 2 == 1 ? web : writer;
                Victim victim = Victim.values()[soak.random().nextInt(Victim.values().length)];
                long moment = soak.random().nextLong(subject.usual().toMillis());
                Redeploy redeploy = redeployAndKill(subject, victim, moment);
                int fewest = fewestServing(serving, redeploy);
                soak.row(
                        number,
                        subject.name(),
                        victim,
                        redeploy.clicked().until(redeploy.killed()).toMillis(),
                        redeploy.then(),
                        redeploy.step(),
                        redeploy.state(),
                        redeploy.clicked().until(redeploy.ended()).toSeconds(),
                        fewest);
                judge(soak, number, subject, redeploy);
                if (fewest < WEB_CONTAINERS) {
                    soak.wrong("in redeploy " + number + " only " + fewest + " containers of web served");
                }
                watch.violations().forEach(soak::wrong);
                serving.awaitAnswering(WEB_CONTAINERS);
            }
            watch.requireHeard();
            soak.requireNothingWrong();
        }
    }

    /** Makes a service, and redeploys it once undisturbed to know how long that takes. */
    private Subject run(String name, int count, Map<String, Object> more) {
        Map<String, Object> definition = new HashMap<>(Definitions.web(name, "1", count));
        definition.put("image", image + ":1");
        definition.put("autorestart", "ALWAYS");
        definition.putAll(more);
        String service = api.run(definition);
        Instant clicked = Instant.now();
        api.succeed(api.act(service, "redeploy"));
        Subject subject = new Subject(name, service, count, clicked.until(Instant.now()));
        settled.put(name, settle(subject));
        return subject;
    }

    private static Redeploy redeployAndKill(Subject subject, Victim victim, long moment) {
        int revision = otherTag(subject);
        Instant clicked = Instant.now();
        String action = api.act(subject.service(), "redeploy");
        Await.pause(Duration.ofMillis(
                Math.max(0, moment - clicked.until(Instant.now()).toMillis())));
        JsonNode then = api.get(action).ok();
        Instant killed = Instant.now();
        victim.dies();
        Instant back = Instant.now();
        JsonNode ended = api.end(action, ENDED_WITHIN);
        return new Redeploy(
                victim,
                revision,
                clicked,
                killed,
                back,
                Instant.now(),
                Api.state(then),
                lastStep(then),
                Api.state(ended),
                ended.path("message").asText());
    }

    private static int otherTag(Subject subject) {
        String now = api.get(subject.service()).ok().path("image_name").asText();
        String other = image + (now.endsWith(":1") ? ":2" : ":1");
        return api.patch(subject.service(), Map.of("image", other))
                .ok()
                .path("revision")
                .asInt();
    }

    private static String lastStep(JsonNode action) {
        JsonNode open = action.path("open_steps");
        if (!open.isEmpty()) {
            return open.path(0).path("what").asText();
        }
        JsonNode events = action.path("events");
        return events.isEmpty()
                ? "none"
                : "after: " + events.path(events.size() - 1).path("text").asText();
    }

    private static int fewestServing(Poller serving, Redeploy redeploy) {
        List<Poller.Sample> seen = serving.seen().stream()
                .filter(s -> !s.at().isBefore(redeploy.clicked()) && s.at().isBefore(redeploy.ended()))
                .toList();
        // Until its engine has brought up all that it had: old and new of one slot may answer before another slot does.
        Instant recovered = seen.stream()
                .filter(s -> s.at().isAfter(redeploy.back()))
                .filter(s ->
                        s.answering() >= Math.max(WEB_CONTAINERS, s.containers().size()))
                .map(Poller.Sample::at)
                .findFirst()
                .orElse(redeploy.ended());
        return seen.stream()
                .filter(s -> redeploy.victim() != Victim.ENGINE
                        || s.at().isBefore(redeploy.killed())
                        || s.at().isAfter(recovered))
                .mapToInt(Poller.Sample::answering)
                .min()
                .orElse(WEB_CONTAINERS);
    }

    private void judge(Soak soak, int number, Subject subject, Redeploy redeploy) {
        List<ContainerOnEngine> before = Objects.requireNonNull(settled.get(subject.name()));
        List<ContainerOnEngine> after = settle(subject);
        Map<Integer, Integer> wanted = switch (redeploy.state()) {
            case "succeeded" ->
                after.stream().collect(Collectors.toMap(ContainerOnEngine::slot, _ -> redeploy.revision()));
            case "rolled_back" -> revisions(before);
            default -> Map.of();
        };
        if (wanted.isEmpty()) {
            soak.wrong("redeploy %d ended %s: %s".formatted(number, redeploy.state(), redeploy.message()));
        } else if (!revisions(after).equals(wanted)) {
            soak.wrong("redeploy %d ended %s, and there is %s".formatted(number, redeploy.state(), after));
        }
        if (!before.getFirst().volumes().equals(after.getFirst().volumes())) {
            soak.wrong("redeploy %d: other volumes, %s".formatted(number, after));
        }
        settled.put(subject.name(), after);
        settled.forEach((name, containers) -> {
            if (!name.equals(subject.name()) && !revisions(containers).equals(revisions(berth.containers(name)))) {
                soak.wrong("redeploy %d of %s changed %s".formatted(number, subject.name(), name));
            }
        });
        if (berth.containers("writer").size() == 1) {
            Journal.check(host.engine(), berth.containers("writer").getFirst().id());
        }
    }

    private static Map<Integer, Integer> revisions(List<ContainerOnEngine> containers) {
        return containers.stream().collect(Collectors.toMap(ContainerOnEngine::slot, ContainerOnEngine::revision));
    }

    /** Exactly the wanted containers, all of them running, and nothing else with our labels. */
    private List<ContainerOnEngine> settle(Subject subject) {
        int others = settled.entrySet().stream()
                .filter(e -> !e.getKey().equals(subject.name()))
                .mapToInt(e -> e.getValue().size())
                .sum();
        Await.until(
                "exactly the wanted containers exist and run",
                RECOVERED_WITHIN,
                () -> host.engine().containers(berth.id()),
                all -> all.size() == others + subject.count()
                        && all.stream().allMatch(ContainerOnEngine::running)
                        && all.stream()
                                        .filter(c -> c.service().equals(subject.name()))
                                        .map(ContainerOnEngine::slot)
                                        .distinct()
                                        .count()
                                == subject.count());
        return berth.containers(subject.name());
    }

    private enum Victim {
        CONTROL_PLANE("control plane") {
            @Override
            void dies() {
                Processes.kill(berth.controlPlanePid());
                berth.up();
            }
        },
        AGENT("agent") {
            @Override
            void dies() {
                Processes.kill(berth.agentPid());
                berth.up();
            }
        },
        ENGINE("engine") {
            @Override
            void dies() {
                host.kill();
                host.revive();
            }
        };

        private final String words;

        Victim(String words) {
            this.words = words;
        }

        /** As by {@code kill -9}, and it is started again. */
        abstract void dies();

        @Override
        public String toString() {
            return words;
        }
    }

    /** @param usual how long an undisturbed redeploy takes */
    private record Subject(String name, String service, int count, Duration usual) {}

    private record Redeploy(
            Victim victim,
            int revision,
            Instant clicked,
            Instant killed,
            Instant back,
            Instant ended,
            String then,
            String step,
            String state,
            String message) {}
}
