package io.berth.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void versionsOneApartUnderstandEachOther() {
        assertThat(ProtocolVersion.understands(ProtocolVersion.CURRENT)).isTrue();
        assertThat(ProtocolVersion.understands(ProtocolVersion.CURRENT + 1)).isTrue();
        assertThat(ProtocolVersion.understands(ProtocolVersion.CURRENT + 2)).isFalse();
    }
}
