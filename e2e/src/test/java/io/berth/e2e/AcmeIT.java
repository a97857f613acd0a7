package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Certificates come by themselves. */
@ExtendWith(Evidence.class)
class AcmeIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int HTTP = FreePorts.next();
    private static final int HTTPS = FreePorts.next();

    @SuppressWarnings("NullAway.Init")
    private static Pebble pebble;

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @BeforeAll
    static void start() {
        pebble = Pebble.lookingAt(HTTP);
        berth = Installation.prepared("acme")
                .with("BERTH_BALANCER_IMAGE", TestBed.get().image("haproxy") + ":2.6")
                .with("BERTH_ACME_DIRECTORY", pebble.directory())
                .with("BERTH_ACME_CA", pebble.ca().toString());
        berth.up();
    }

    @AfterAll
    static void stop() {
        berth.close();
        pebble.close();
    }

    @Test
    void aNameIsServedOverTlsWithACertificateOfTheAuthorityAndOneThatIsRefusedDisturbsNobody() {
        Api api = berth.api();
        String shop = api.run(web("shop", "shop.example, https://shop.example"));
        String refused = api.run(web("refused", "refused.example, https://refused.example"));
        String balancer = api.run(balancer(shop, refused));

        String root = pebble.root().toString();
        Await.until(
                "https://shop.example answers with a certificate of the authority",
                SOON,
                () -> curl("--cacert", root, "https://shop.example:" + HTTPS + "/") == 200);
        assertThat(curl("http://shop.example:" + HTTP + "/")).isEqualTo(301);

        JsonNode failed = Await.until(
                "the refusal is shown",
                SOON,
                () -> certificate(api, balancer, "refused.example"),
                certificate -> certificate.path("state").asText().equals("failed"));
        assertThat(failed.path("problem").asText()).startsWith("The authority says: ");
        assertThat(failed.path("next_try_datetime").asText()).isNotEmpty();
        assertThat(curl("http://refused.example:" + HTTP + "/"))
                .as("nobody is sent to https where it does not answer")
                .isEqualTo(200);
        assertThat(certificate(api, balancer, "shop.example").path("state").asText())
                .isEqualTo("automatic");
        assertThat(curl("--cacert", root, "https://shop.example:" + HTTPS + "/"))
                .isEqualTo(200);
    }

    private static JsonNode certificate(Api api, String balancer, String name) {
        for (JsonNode certificate : api.get(balancer).ok().path("certificates")) {
            if (certificate.path("name").asText().equals(name)) {
                return certificate;
            }
        }
        throw new AssertionError("no certificate of " + name);
    }

    /** @return the status, 0 without an answer; every name is on this machine */
    private static int curl(String... words) {
        List<String> command = new ArrayList<>(
                List.of("curl", "--silent", "--max-time", "5", "--output", "/dev/null", "--write-out", "%{http_code}"));
        command.addAll(List.of("--connect-to", "::127.0.0.1:"));
        command.addAll(List.of(words));
        String said = Command.of(command.toArray(String[]::new))
                .run(Duration.ofSeconds(10))
                .out();
        return Integer.parseInt(said.strip());
    }

    private static Map<String, Object> web(String name, String hosts) {
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", name);
        definition.put("image", TestBed.get().image("traffic") + ":1");
        definition.put("target_num_containers", 1);
        definition.put("container_ports", List.of(Map.of("protocol", "tcp", "inner_port", 8080)));
        definition.put(
                "container_envvars",
                List.of(variable("VIRTUAL_HOST", hosts), variable("SSL_CERT", "auto"), variable("FORCE_SSL", "yes")));
        return definition;
    }

    private static Map<String, String> variable(String key, String value) {
        return Map.of("key", key, "value", value);
    }

    private static Map<String, Object> balancer(String shop, String refused) {
        Map<String, Object> definition = Definitions.balancer(
                "lb",
                HTTP,
                List.of(Map.of("to_service", shop, "name", "shop"), Map.of("to_service", refused, "name", "refused")));
        definition.put("container_ports", List.of(port(80, HTTP), port(443, HTTPS)));
        return definition;
    }

    private static Map<String, Object> port(int inner, int outer) {
        return Map.of("protocol", "tcp", "inner_port", inner, "outer_port", outer, "published", true);
    }
}
