package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A volume belongs to a slot of a service: whatever becomes of containers, the slot finds its data again. */
@ExtendWith(Evidence.class)
class VolumesIT {

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    private static final Engine ENGINE = TestBed.get().engine();

    @BeforeAll
    static void start() {
        berth = Installation.started("volumes");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void aSlotThatIsScaledDownFindsItsDataWhenItIsScaledUpAgain() {
        String service = api.run(keeping("scaled", 2));
        writeSlotNumbers("scaled");
        scale(service, 1);
        assertThat(berth.containers("scaled")).hasSize(1);
        scale(service, 2);
        slotsHoldTheirNumbers("scaled", 2);
    }

    @Test
    void stopAndStartKeepContainersAndData() {
        String service = api.run(keeping("rested", 2));
        writeSlotNumbers("rested");
        List<String> before = ids("rested");
        api.succeed(api.act(service, "stop"));
        assertThat(berth.containers("rested")).noneMatch(ContainerOnEngine::running);
        api.awaitState(service, "Stopped");
        api.succeed(api.act(service, "start"));
        assertThat(ids("rested")).isEqualTo(before);
        slotsHoldTheirNumbers("rested", 2);
    }

    @Test
    void aTerminatedServiceLeavesItsVolumes() {
        String service = api.run(keeping("ended", 2));
        List<String> volumes = berth.containers("ended").stream()
                .map(c -> c.volumes().get("/data"))
                .toList();
        api.succeed(api.delete(service).action());
        assertThat(berth.containers("ended")).isEmpty();
        assertThat(ENGINE.volumes(berth.id())).containsAll(volumes);
        List<JsonNode> listed = api.list("/api/v1/volume/?limit=100").stream()
                .filter(v -> v.toString().contains("\"/data\""))
                .toList();
        assertThat(listed).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aNewVolumeIsEmptyWhateverTheImageHasInItsPlace() {
        Map<String, Object> definition = Definitions.webKeepingData("covered", "1", "/www");
        api.run(definition);
        String container = berth.containers("covered").getFirst().id();
        assertThat(ENGINE.run(container, "ls", "-A", "/www")).isEmpty();
    }

    private static Map<String, Object> keeping(String name, int count) {
        Map<String, Object> definition = Definitions.webKeepingData(name, "1", "/data");
        definition.put("target_num_containers", count);
        return definition;
    }

    private static void scale(String service, int count) {
        Api.Answer answer = api.patch(service, Map.of("target_num_containers", count));
        answer.ok();
        api.succeed(answer.action());
    }

    private static void writeSlotNumbers(String service) {
        for (ContainerOnEngine container : berth.containers(service)) {
            ENGINE.run(container.id(), "sh", "-c", "echo " + container.slot() + " > /data/slot");
        }
    }

    private static void slotsHoldTheirNumbers(String service, int count) {
        List<ContainerOnEngine> containers = berth.containers(service);
        assertThat(containers).hasSize(count);
        for (ContainerOnEngine container : containers) {
            assertThat(ENGINE.run(container.id(), "cat", "/data/slot").strip())
                    .isEqualTo(String.valueOf(container.slot()));
        }
    }

    private static List<String> ids(String service) {
        return berth.containers(service).stream().map(ContainerOnEngine::id).toList();
    }
}
