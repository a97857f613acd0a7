package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deployments that cannot succeed end, say why, and leave what ran before as it was. */
@ExtendWith(Evidence.class)
class FailuresIT {

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.started("failures");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void aTagThatDoesNotExistFailsSoonWithTheRegistrysWords() {
        String service = api.run(Definitions.web("typo", "1", 2));
        List<ContainerOnEngine> before = berth.containers("typo");
        api.patch(service, Definitions.image("no-such-tag")).ok();
        Instant asked = Instant.now();
        String why = why(api.goBack(api.act(service, "redeploy")));
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(why).containsIgnoringCase("manifest unknown");
        assertThat(berth.containers("typo")).isEqualTo(before);
        servesOn("typo", 2);
        assertThat(api.get(service).ok().path("last_problem").asText()).containsIgnoringCase("manifest unknown");
        assertThat(api.get(service).ok().path("synchronized").asBoolean()).isFalse();
    }

    @Test
    void anImageThatDoesNotExistFails() {
        Map<String, Object> definition = new HashMap<>(Definitions.web("nothing", "1", 1));
        definition.put("image", TestBed.get().image("web") + "-that-nobody-pushed:1");
        String service = api.create(definition);
        assertThat(why(api.fail(api.act(service, "start")))).isNotEmpty();
        assertThat(berth.containers("nothing")).isEmpty();
        api.awaitState(service, "Not running");
    }

    @Test
    void aHostPortThatSomebodyHoldsFailsAndNamesThePort() throws IOException {
        int port = FreePorts.next();
        try (ServerSocket somebody = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
            Map<String, Object> definition = new HashMap<>(Definitions.web("port", "1", 1));
            definition.put(
                    "container_ports",
                    List.of(Map.of(
                            "protocol",
                            "tcp",
                            "inner_port",
                            Definitions.WEB_PORT,
                            "outer_port",
                            somebody.getLocalPort(),
                            "published",
                            true)));
            String service = api.create(definition);
            assertThat(why(api.fail(api.act(service, "start")))).contains(String.valueOf(port));
            assertThat(berth.containers("port")).noneMatch(ContainerOnEngine::running);
        }
    }

    @Test
    void aServiceWithDataGetsItsOldRevisionBackWithTheSameVolume() {
        String service = api.run(Definitions.webKeepingData("data", "1", "/data"));
        ContainerOnEngine before = berth.containers("data").getFirst();
        TestBed.get().engine().run(before.id(), "sh", "-c", "echo precious > /data/file");
        api.patch(service, Definitions.image("broken")).ok();
        api.goBack(api.act(service, "redeploy"));
        servesOn("data", 1);
        ContainerOnEngine after = berth.containers("data").getFirst();
        assertThat(after.revision()).isEqualTo(1);
        assertThat(after.volumes()).isEqualTo(before.volumes());
        assertThat(TestBed.get().engine().run(after.id(), "cat", "/data/file")).isEqualTo("precious\n");
    }

    private static void servesOn(String service, int count) {
        try (Poller poller = Poller.of(berth.id(), service, Definitions.WEB_PORT)) {
            poller.awaitAnswering(count);
        }
    }

    /** The sentence that says what went wrong. */
    private static String why(JsonNode action) {
        return action.path("message").asText();
    }
}
