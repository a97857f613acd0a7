package io.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong is marked where it is wrong, what was typed is kept, and nothing is half made. */
@ExtendWith(Evidence.class)
class BadInputIT {

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.started("bad-input");
        browser = Browser.at(berth.url()).signIn(Installation.ADMIN, Installation.PASSWORD);
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        Closing.all(browser, berth);
    }

    @Test
    void theFormMarksEveryWrongFieldAndKeepsWhatWasTyped() {
        Page page = browser.page();
        page.navigate("/t/admin/services/new");
        ServiceFormPage form = new ServiceFormPage(page)
                .fill("name", "Not a label")
                .fill("image", "registry.example/web")
                .fill("count", "-1")
                .port(70_000)
                .variable("COLOUR", "deep blue");
        form.create();
        assertThat(form.wrong("name")).isVisible();
        assertThat(form.wrong("count")).isVisible();
        assertThat(form.wrong("ports[0].containerPort")).isVisible();
        assertThat(form.field("name")).hasValue("Not a label");
        assertThat(form.field("image")).hasValue("registry.example/web");
        assertThat(form.field("count")).hasValue("-1");
        assertThat(form.field("ports[0].containerPort")).hasValue("70000");
        assertThat(form.field("variables[0].value")).hasValue("deep blue");
        assertThat(names()).doesNotContain("Not a label");
    }

    @Test
    void aFormSavedOverSomeoneElsesNewerChangeSaysSoAndKeepsWhatWasTyped() {
        String service = api.create(Definitions.web("contested", "1", 1));
        Page page = browser.page();
        page.navigate("/t/admin/services/" + service.replaceAll(".*/service/([^/]+)/", "$1") + "/edit");
        ServiceFormPage form = new ServiceFormPage(page).fill("tag", "mine");
        api.patch(service, Definitions.image("theirs")).ok();
        form.save();
        assertThat(page.getByTestId("conflict")).isVisible();
        assertThat(form.field("tag")).hasValue("mine");
        assertThat(api.get(service).ok().path("image_name").asText()).endsWith(":theirs");
        page.getByTestId("overwrite").click();
        assertThat(page.getByTestId("tag")).hasText("mine");
        assertThat(api.get(service).ok().path("image_name").asText()).endsWith(":mine");
    }

    @Test
    void theApiNamesTheFieldThatIsWrong() {
        refuses(with("name", "Not a label"), "name");
        refuses(with("target_num_containers", -1), "target_num_containers");
        refuses(with("container_ports", List.of(Map.of("protocol", "tcp", "inner_port", 0))), "container_ports");
        refuses(
                with(
                        "container_ports",
                        List.of(
                                Map.of("protocol", "tcp", "inner_port", 80),
                                Map.of("protocol", "tcp", "inner_port", 80))),
                "container_ports");
        refuses(with("bindings", List.of(Map.of("container_path", "relative/path"))), "bindings");
        refuses(
                with("container_envvars", List.of(Map.of("key", "BIG", "value", "x".repeat(5_000_000)))),
                "container_envvars");
    }

    @Test
    void aSecondServiceOfOneNameIsAConflict() {
        api.create(Definitions.web("twin", "1", 1));
        assertThat(api.post("/api/v1/service/", Definitions.web("twin", "1", 1)).status())
                .isEqualTo(409);
        assertThat(names()).containsOnlyOnce("twin");
    }

    @Test
    void whatIsNotJsonIsRefusedPolitely() {
        Api.Answer answer = api.post("/api/v1/service/", "not an object");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).doesNotContain("Exception");
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> definition = new HashMap<>(Definitions.web("refused", "1", 1));
        definition.put(field, value);
        return definition;
    }

    private static void refuses(Map<String, Object> definition, String field) {
        Api.Answer answer = api.post("/api/v1/service/", definition);
        assertThat(answer.status()).as(field).isEqualTo(400);
        assertThat(answer.body().toString()).contains(field).doesNotContain("xxxxxxxxxx");
        assertThat(names()).doesNotContain("refused", "Not a label");
    }

    private static List<String> names() {
        return api.list("/api/v1/service/?limit=100").stream()
                .map(service -> service.path("name").asText())
                .toList();
    }
}
