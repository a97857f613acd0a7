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

/**
 * New versions that cannot run: each redeploy ends as rolled back, says why, and what ran before serves throughout. A
 * version that wants a port of the host for itself is started when its predecessor has gone: then the others serve.
 */
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
        JsonNode action = untouched("ill", Definitions.image("unhealthy"));
        saysWhy(action, "health");
        showsTheLog(action, "Serving web unhealthy");
    }

    @Test
    void aVersionThatExitsAtOnceIsRolledBack() {
        JsonNode action = untouched("exits", Definitions.image("broken"));
        saysWhy(action, "exit code 1");
        showsTheLog(action, "This version is broken and cannot start.");
    }

    @Test
    void aVersionWhoseImageIsMissingIsRolledBack() {
        saysWhy(untouched("missing", Definitions.image("never-pushed")), "manifest unknown");
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
            saysWhy(rollsBack("taken", published, CONTAINERS - 1), String.valueOf(port));
        }
    }

    /** Not even one of the old containers is replaced. */
    private static JsonNode untouched(String name, Map<String, ?> change) {
        JsonNode action = rollsBack(name, change, CONTAINERS);
        String first = action.path("uuid").asText().substring(0, 8);
        assertThat(berth.containers(name)).noneMatch(c -> c.name().contains(first));
        return action;
    }

    /**
     * @param change of a definition that runs well, which makes it one that cannot
     * @param fewest how many must serve at any time
     */
    private static JsonNode rollsBack(String name, Map<String, ?> change, int fewest) {
        Map<String, Object> definition = new HashMap<>(Definitions.web(name, "healthy", CONTAINERS));
        definition.put("health_check", Map.of("start_deadline_seconds", 8));
        String service = api.run(definition);
        api.patch(service, change).ok();
        try (Poller poller = Poller.of(berth.id(), name, Definitions.WEB_PORT).awaitAnswering(CONTAINERS)) {
            JsonNode action = api.goBack(api.act(service, "redeploy"));
            assertThat(berth.containers(name)).hasSize(CONTAINERS).allMatch(c -> c.running() && c.revision() == 1);
            poller.awaitAnswering(CONTAINERS);
            assertThat(poller.lowestSince(CONTAINERS).answering()).isGreaterThanOrEqualTo(fewest);
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
