package io.berth.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"run-job\",\"job\":{\"type\":\"pull-image\",\"login\":{\"password\": hunter2}}}",
                "{\"type\":\"open-log-stream\",\"tail\":\"hunter2\"}",
                "{\"type\":\"run-job\",\"jobId\":\"hunter2\"}",
                "hunter2"
            })
    void anErrorDoesNotRepeatWhatWasRead(String json) {
        assertThatThrownBy(() -> Wire.read(json, ControlMessage.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("ControlMessage")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void anUnknownKindOfMessageIsNamed() {
        assertThatThrownBy(() -> Wire.read("{\"type\":\"teleport\"}", ControlMessage.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("'teleport'");
    }

    @Test
    void aFailureThatIsNewToTheReaderIsAnEngineError() {
        String json = "{\"type\":\"failed\",\"code\":\"DISK_ON_FIRE\",\"message\":\"hot\"}";

        assertThat(Wire.read(json, JobOutcome.class))
                .isEqualTo(new JobOutcome.Failed(FailureCode.ENGINE_ERROR, "hot", null));
    }

    @Test
    void jobsOfAnOlderControlPlaneHaveNoOrderAndAskForNothingNew() {
        UUID id = UUID.randomUUID();
        Job start = new Job.StartContainer("web-1", List.of(), false);
        Job await = new Job.AwaitHealthy("web-1", new HealthGate.TcpProbe(80, 30), false);

        assertThat(Wire.read("""
                        {"type":"run-job","jobId":"%s",
                         "job":{"type":"start-container","containerName":"web-1","volumes":[]}}""".formatted(id), ControlMessage.class))
                .isEqualTo(new ControlMessage.RunJob(id, start, 0));
        assertThat(Wire.read("""
                        {"type":"await-healthy","containerName":"web-1",
                         "gate":{"type":"tcp","port":80,"deadlineSeconds":30}}""", Job.class)).isEqualTo(await);
    }

    @Test
    void anOlderAgentClaimsNoImageKeepsNoLogAndSeesNoDisk() {
        ImageFacts facts = new ImageFacts("sha256:1", Map.of(), List.of(), List.of(), false, null);
        String json = Wire.write(facts);

        assertThat(Wire.read("{\"type\":\"image-pulled\",\"facts\":" + json + "}", JobResult.class))
                .isEqualTo(new JobResult.ImagePulled(facts, false));
        assertThat(Wire.read("{\"type\":\"container-stopped\",\"exitCode\":0}", JobResult.class))
                .isEqualTo(new JobResult.ContainerStopped(0, null));
        assertThat(Wire.read("{\"type\":\"heartbeat\",\"engineAnswers\":true}", AgentMessage.class))
                .isEqualTo(new AgentMessage.Heartbeat(true, null));
    }

    @Test
    void imageJobsHaveAFormThatOtherVersionsCanRead() {
        PinnedImage image = new PinnedImage("r.example/web:1", "sha256:1", null);
        String pinned = "{\"reference\":\"r.example/web:1\",\"digest\":\"sha256:1\"}";

        assertThat(Wire.write(new Job.InspectImages(List.of(image))))
                .isEqualTo("{\"type\":\"inspect-images\",\"images\":[" + pinned + "]}");
        assertThat(Wire.write(new Job.CheckRegistry(image, null)))
                .isEqualTo("{\"type\":\"check-registry\",\"image\":" + pinned + "}");
        assertThat(Wire.write(new Job.RemoveImage(image)))
                .isEqualTo("{\"type\":\"remove-image\",\"image\":" + pinned + "}");
        assertThat(Wire.write(new JobResult.ImagesInspected(List.of(new PresentImage(image, "sha256:2", 7)))))
                .isEqualTo("{\"type\":\"images-inspected\",\"present\":[{\"image\":" + pinned
                        + ",\"imageId\":\"sha256:2\",\"bytes\":7}]}");
        assertThat(Wire.write(new JobResult.RegistryChecked(true)))
                .isEqualTo("{\"type\":\"registry-checked\",\"there\":true}");
        assertThat(Wire.write(new JobResult.ImageRemoved(false)))
                .isEqualTo("{\"type\":\"image-removed\",\"removed\":false}");
    }

    @Test
    void aDiskIsAsFullAsWhatIsNotFreeOnIt() {
        assertThat(new DiskSpace(1_000, 201).percentUsed()).isEqualTo(79);
        assertThat(new DiskSpace(1_000, 200).percentUsed()).isEqualTo(80);
        assertThat(new DiskSpace(0, 0).percentUsed()).isZero();
    }

    @Test
    void versionsOneApartUnderstandEachOther() {
        assertThat(ProtocolVersion.understands(ProtocolVersion.CURRENT)).isTrue();
        assertThat(ProtocolVersion.understands(ProtocolVersion.CURRENT + 1)).isTrue();
        assertThat(ProtocolVersion.understands(ProtocolVersion.CURRENT + 2)).isFalse();
    }
}
