package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** New versions that cannot run: each redeploy ends as rolled back, says why, and what ran before serves throughout. */
@ExtendWith(Evidence.class)
class FailedVersionsIT {

    private static final int CONTAINERS = 2;

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @BeforeAll
    static void start() {
        berth = Installation.started("failed-versions");
        api = berth.api();
        browser = Browser.at(berth.url()).signIn(Installation.ADMIN, Installation.PASSWORD);
    }

    @AfterAll
    static void stop() {
        Closing.all(browser, berth);
    }

    @Test
    void aVersionThatNeverGetsHealthyIsRolledBack() {
        JsonNode action = rollsBack("ill", Definitions.image("unhealthy"));
        saysWhy(action, "health");
        showsTheLog(action, "Serving web unhealthy");
    }

    @Test
    void aVersionThatExitsAtOnceIsRolledBack() {
        JsonNode action = rollsBack("exits", Definitions.image("broken"));
        saysWhy(action, "exit code 1");
        showsTheLog(action, "This version is broken and cannot start.");
    }

    @Test
    void aVersionWhoseImageIsMissingIsRolledBack() {
        saysWhy(rollsBack("missing", Definitions.image("never-pushed")), "manifest unknown");
    }

    @Test
    void aVersionWhosePortIsTakenIsRolledBack() throws IOException {
        int port = FreePorts.next();
        try (ServerSocket somebody = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
            Map<String, ?> published = Map.of(
                    "container_ports",
                    List.of(Map.of(
                            "protocol",
                            "tcp",
                            "inner_port",
                            Definitions.WEB_PORT,
                            "outer_port",
                            somebody.getLocalPort())));
            saysWhy(rollsBack("taken", published), String.valueOf(port));
        }
    }

    /** @param change of a definition that runs well, which makes it one that cannot */
    private static JsonNode rollsBack(String name, Map<String, ?> change) {
        Map<String, Object> definition = new HashMap<>(Definitions.web(name, "healthy", CONTAINERS));
        definition.put("health_check", Map.of("start_deadline_seconds", 8));
        String service = api.run(definition);
        List<ContainerOnEngine> before = berth.containers(name);
        api.patch(service, change).ok();
        try (Poller poller = Poller.of(berth.id(), name, Definitions.WEB_PORT).awaitAnswering(CONTAINERS)) {
            JsonNode action = api.goBack(api.act(service, "redeploy"));
            assertThat(berth.containers(name)).isEqualTo(before);
            poller.awaitAnswering(CONTAINERS);
            assertThat(poller.lowestSince(CONTAINERS).answering()).isEqualTo(CONTAINERS);
            assertThat(poller.lowestSince(CONTAINERS).looks()).isGreaterThan(3);
            assertThat(api.get(service).ok().path("state").asText()).isEqualTo("Running");
            return action;
        }
    }

    private static void saysWhy(JsonNode action, String reason) {
        assertThat(action.path("message").asText()).containsIgnoringCase(reason);
        Page page = pageOf(action);
        assertThat(page.getByTestId("deployment-state").textContent()).contains("Rolled back");
        assertThat(page.getByTestId("deployment-message").textContent()).containsIgnoringCase(reason);
    }

    private static void showsTheLog(JsonNode action, String words) {
        assertThat(action.path("logs").toString()).contains(words);
        assertThat(pageOf(action).getByTestId("failure-log").first().textContent())
                .contains(words);
    }

    private static Page pageOf(JsonNode action) {
        browser.page()
                .navigate("/t/" + Installation.ADMIN + "/deployments/"
                        + action.path("uuid").asText());
        return browser.page();
    }
}
