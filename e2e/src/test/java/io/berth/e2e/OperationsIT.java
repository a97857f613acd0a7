package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can be done with a service and its deployments besides deploying it. */
@ExtendWith(Evidence.class)
class OperationsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.started("operations");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void aSecondRedeployWaitsForTheFirst() {
        String service = api.run(Definitions.web("queue", "1", 2));
        String first = api.act(service, "redeploy");
        String second = api.act(service, "redeploy");
        JsonNode waiting = api.get(second).ok();
        assertThat(Api.state(waiting)).isEqualTo("queued");
        assertThat(waiting.path("state").asText()).isEqualTo("Pending");
        assertThat(waiting.path("queued_behind").asInt()).isEqualTo(1);
        api.succeed(second);
        assertThat(Api.state(api.get(first).ok())).isEqualTo("succeeded");
        assertThat(berth.containers("queue")).hasSize(2).allMatch(ContainerOnEngine::running);
    }

    @Test
    void whoeverWantsToBeRefusedWhileItIsBusyIs() {
        String service = api.run(Definitions.web("refuse", "1", 1));
        String first = api.act(service, "redeploy");
        Api.Answer refused = api.post(service + "redeploy/", Map.of("when_busy", "refuse"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("code").asText()).isEqualTo("deployment-running");
        api.succeed(first);
    }

    @Test
    void aRedeployThatSupersedesTakesThePlaceOfThoseThatWait() {
        String service = api.run(Definitions.web("supersede", "1", 3));
        String first = api.act(service, "redeploy");
        String second = api.act(service, "redeploy");
        api.patch(service, Definitions.image("2")).ok();
        Api.Answer asked = api.post(service + "redeploy/", Map.of("when_busy", "supersede"));
        asked.ok();
        JsonNode superseded = api.end(second);
        assertThat(Api.state(superseded)).isEqualTo("superseded");
        assertThat(superseded.path("state").asText()).isEqualTo("Canceled");
        assertThat(superseded.path("message").asText()).contains("Superseded by deployment");
        assertThat(Api.state(api.end(first))).isEqualTo("cancelled");
        api.succeed(asked.action());
        assertThat(berth.containers("supersede")).hasSize(3).allMatch(c -> c.running() && c.revision() == 2);
    }

    @Test
    void aPausedRedeployReplacesNothingMoreUntilItIsResumed() {
        String service = api.run(Definitions.web("pause", "1", 3));
        api.patch(service, Definitions.image("2")).ok();
        String action = api.act(service, "redeploy");
        awaitFirstOf("pause", 2);
        api.post(action + "pause/").ok();
        Await.until(
                "it is paused with nothing under way",
                SOON,
                () -> api.get(action).ok(),
                seen -> Api.state(seen).equals("paused")
                        && seen.path("open_steps").isEmpty()
                        && berth.containers("pause").size() == 3);
        List<ContainerOnEngine> paused = berth.containers("pause");
        assertThat(paused).anyMatch(c -> c.revision() == 1).allMatch(ContainerOnEngine::running);
        assertThat(api.get(action).ok().path("paused").asText()).contains(Installation.ADMIN);
        api.post(action + "resume/").ok();
        api.succeed(action);
        assertThat(berth.containers("pause")).hasSize(3).allMatch(c -> c.running() && c.revision() == 2);
    }

    @Test
    void aRedeployCanBeToldToGoBack() {
        String service = api.run(Definitions.web("back", "1", 3));
        api.patch(service, Definitions.image("2")).ok();
        String action = api.act(service, "redeploy");
        awaitFirstOf("back", 2);
        api.post(action + "rollback/").ok();
        api.goBack(action);
        assertThat(berth.containers("back")).hasSize(3).allMatch(c -> c.running() && c.revision() == 1);
    }

    @Test
    void aRestartKeepsTheContainers() {
        String service = api.run(Definitions.web("restart", "1", 2));
        List<ContainerOnEngine> before = berth.containers("restart");
        List<String> started = startTimes("restart");
        api.succeed(api.act(service, "restart"));
        assertThat(berth.containers("restart"))
                .extracting(ContainerOnEngine::id)
                .isEqualTo(before.stream().map(ContainerOnEngine::id).toList());
        assertThat(berth.containers("restart")).allMatch(ContainerOnEngine::running);
        assertThat(startTimes("restart")).doesNotContainAnyElementsOf(started);
    }

    @Test
    void aCloneHasTheDefinitionOfTheRevisionThatItWasMadeFrom() {
        String service = api.run(Definitions.web("original", "1", 1));
        api.patch(service, Definitions.image("2")).ok();
        Api.Answer made = api.post(service + "clone/", Map.of("revision", 1, "name", "copy"));
        assertThat(made.status()).isEqualTo(201);
        String copy = made.body().path("resource_uri").asText();
        assertThat(made.body().path("image_name").asText()).endsWith(":1");
        api.succeed(api.act(copy, "start"));
        assertThat(berth.containers("copy")).hasSize(1).allMatch(ContainerOnEngine::running);
        assertThat(TestBed.get()
                        .engine()
                        .run(berth.containers("copy").getFirst().id(), "cat", "/www/version"))
                .isEqualTo("web 1\n");
    }

    @Test
    void oneContainerIsRedeployedAlone() {
        String service = api.run(Definitions.web("single", "1", 3));
        List<ContainerOnEngine> before = berth.containers("single");
        String container = api.list("/api/v1/container/?name=single-2&service=" + service).stream()
                .filter(c -> c.path("state").asText().equals("Running"))
                .findFirst()
                .orElseThrow()
                .path("resource_uri")
                .asText();
        api.succeed(api.act(container, "redeploy"));
        List<ContainerOnEngine> after = berth.containers("single");
        assertThat(after).hasSize(3).allMatch(ContainerOnEngine::running);
        for (int slot = 1; slot <= 3; slot++) {
            boolean same = after.get(slot - 1).id().equals(before.get(slot - 1).id());
            assertThat(same).as("slot " + slot + " is untouched").isEqualTo(slot != 2);
        }
    }

    @Test
    void aContainerThatHasDoneItsWorkIsRemovedAndOneThatFailedStays() {
        api.run(task("done", "sleep 3; exit 0"));
        api.run(task("failed", "sleep 3; exit 7"));
        Await.until(
                "what ended with 0 is removed",
                SOON,
                () -> berth.containers("done").isEmpty());
        Await.until(
                "what ended with 7 has ended",
                SOON,
                () -> berth.containers("failed").stream().noneMatch(ContainerOnEngine::running));
        assertThat(berth.containers("failed")).hasSize(1);
        assertThat(api.list("/api/v1/service/?name=done")).hasSize(1);
    }

    private static Map<String, Object> task(String name, String script) {
        Map<String, Object> definition = new HashMap<>(Definitions.web(name, "1", 1));
        definition.put("container_ports", List.of());
        definition.put("run_command", "/bin/sh -c '" + script + "'");
        definition.put("autodestroy", "ON_SUCCESS");
        definition.put("health_check", Map.of("check", "running", "running_seconds", 1));
        return definition;
    }

    private static void awaitFirstOf(String service, int revision) {
        Await.until(
                "the first container of revision " + revision + " runs",
                SOON,
                () -> berth.containers(service).stream().anyMatch(c -> c.revision() == revision && c.running()));
    }

    private static List<String> startTimes(String service) {
        return berth.containers(service).stream()
                .map(c -> String.valueOf(
                        TestBed.get().engine().inspect(c.id()).getState().getStartedAt()))
                .toList();
    }
}
