package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever dies in the middle of a redeploy: what was asked for still happens, once, and nothing is lost. */
@ExtendWith(Evidence.class)
class CrashIT {

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.started("crash");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void aRedeployIsCompletedAfterTheControlPlaneWasKilled() {
        redeployAndKill("control-plane-dies", installation -> Processes.kill(installation.controlPlanePid()));
    }

    @Test
    void aRedeployIsCompletedAfterTheAgentWasKilled() {
        long controlPlane = berth.controlPlanePid();
        redeployAndKill("agent-dies", installation -> Processes.kill(installation.agentPid()));
        assertThat(berth.controlPlanePid()).isEqualTo(controlPlane);
    }

    @Test
    void aRedeployIsCompletedAfterEverythingWasKilledAtOnce() {
        redeployAndKill("everything-dies", installation -> {
            JsonNode status = installation.status();
            List.of(
                            status.path("controlPlane").path("pid").asLong(),
                            status.path("agent").path("pid").asLong(),
                            installation.databasePid())
                    .forEach(Processes::kill);
        });
    }

    @Test
    void downLeavesContainersRunningAndTheNextUpAdoptsThem() {
        String service = api.run(Definitions.web("stays", "1", 2));
        List<String> before = ids("stays");
        berth.down();
        assertThat(berth.status().path("controlPlane").path("state").asText()).isEqualTo("stopped");
        assertThat(ids("stays")).isEqualTo(before);
        assertThat(berth.containers("stays")).allMatch(ContainerOnEngine::running);
        berth.up();
        api.awaitState(service, "Running");
        assertThat(ids("stays")).isEqualTo(before);
    }

    @Test
    void whatEndedWhileTheControlPlaneWasAwayIsSeenOnReturn() {
        String service = api.run(Definitions.web("ends", "1", 2));
        berth.down();
        String gone = berth.containers("ends").getFirst().id();
        TestBed.get().engine().docker().killContainerCmd(gone).exec();
        berth.up();
        api.awaitState(service, "Partly running");
    }

    private static void redeployAndKill(String name, Consumer<Installation> death) {
        String service = api.run(Definitions.web(name, "1", 3));
        api.patch(service, Definitions.image("2")).ok();
        try (Poller poller = Poller.of(berth.id(), name, Definitions.WEB_PORT).awaitAnswering(3)) {
            String action = api.act(service, "redeploy");
            Await.until(
                    "the first container of the new revision runs",
                    Duration.ofSeconds(60),
                    () -> berth.containers(name),
                    seen -> seen.stream().anyMatch(c -> c.revision() == 2 && c.running()));
            death.accept(berth);
            assertThat(berth.containers(name))
                    .as("caught in the middle")
                    .anyMatch(c -> c.revision() == 1 && c.running());
            berth.up();
            api.succeed(action);
            List<ContainerOnEngine> after = berth.containers(name);
            assertThat(after).extracting(ContainerOnEngine::slot).containsExactly(1, 2, 3);
            assertThat(after).allMatch(c -> c.revision() == 2 && c.running());
            for (int slot = 1; slot <= 3; slot++) {
                assertThat(poller.mostAtOnce(slot, 2)).as("in slot " + slot).isEqualTo(1);
            }
            assertThat(poller.lowestSince(3).answering()).isGreaterThanOrEqualTo(2);
            assertThat(api.awaitState(service, "Running").path("synchronized").asBoolean())
                    .isTrue();
        }
    }

    private static List<String> ids(String service) {
        return berth.containers(service).stream().map(ContainerOnEngine::id).toList();
    }
}
