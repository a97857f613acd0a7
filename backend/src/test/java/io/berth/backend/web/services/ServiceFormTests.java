package io.berth.backend.web.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Check;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.backend.web.PageRenderer;
import io.berth.protocol.RestartPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.HtmlUtils;

class ServiceFormTests {

    private static final ServiceDefinition EVERYTHING_SET = new ServiceDefinition(
            "registry.example/shop/web",
            "2",
            List.of(new Port(8080, "tcp", false, null)),
            List.of(new Variable("COLOUR", "blue", false)),
            List.of("/data"),
            List.of(new Link(UUID.randomUUID(), "db")),
            "serve --all",
            "/bin/start",
            256,
            RestartPolicy.ON_FAILURE,
            Autodestroy.ON_SUCCESS,
            true,
            new Health(Check.HTTP, 8080, "/health", 3, 90, 20, "SIGQUIT"),
            new Rollout(Order.STOP_FIRST, 3, 15, OnFailure.PAUSE, 2, true));

    private final PageRenderer renderer = new PageRenderer();

    @Test
    void savingAFormAsItWasShownChangesNothing() {
        for (ServiceDefinition definition :
                List.of(EVERYTHING_SET, ServiceDefinition.of("registry.example/shop/web", "2"))) {
            MultiValueMap<String, String> sent = fieldsOf(shown(definition, Map.of()));
            definition
                    .links()
                    .forEach(link -> sent.set(
                            "links[0].service",
                            link.service().toString())); // the list of services is not part of this page
            assertThat(FormDefinition.of(SentForm.read(sent))).isEqualTo(definition);
        }
    }

    @Test
    void whatIsFoldedAwayIsOpenOnceItDiffersFromTheUsual() {
        assertThat(folds(shown(EVERYTHING_SET, Map.of()))).containsOnly(true);
        assertThat(folds(shown(ServiceDefinition.of("web", "1"), Map.of()))).containsOnly(false);
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        List<String> fields = List.of(
                "rollout.order",
                "rollout.parallelism",
                "rollout.drainSeconds",
                "rollout.maxFailures",
                "health.port",
                "health.path",
                "health.runningSeconds",
                "health.startDeadlineSeconds",
                "health.stopGraceSeconds",
                "health.stopSignal",
                "autodestroy",
                "hostNetwork");
        for (String field : fields) {
            String html = shown(EVERYTHING_SET, Map.of(field, "This is wrong."));
            assertThat(html)
                    .as(field)
                    .contains("data-testid=\"wrong-" + field + "\"")
                    .contains("id=\"" + field + "-wrong\"");
            assertThat(element(html, field))
                    .as(field)
                    .contains("aria-invalid=\"true\"")
                    .contains(field + "-wrong");
        }
    }

    @Test
    void aSignalMayBeTypedWithoutItsPrefix() {
        MultiValueMap<String, String> sent = fieldsOf(shown(EVERYTHING_SET, Map.of()));
        sent.set("health.stopSignal", "term");
        assertThat(FormDefinition.of(SentForm.read(sent)).health().stopSignal()).isEqualTo("SIGTERM");
    }

    private String shown(ServiceDefinition definition, Map<String, String> errors) {
        Map<String, Object> model = new HashMap<>();
        model.put("form", ServiceForm.of("web", definition, 3, "1"));
        model.put("linkable", List.of());
        model.put("errors", errors);
        return renderer.render("services/form", model);
    }

    private static List<Boolean> folds(String html) {
        return Pattern.compile("<details class=\"panel disclosure\"[^>]*>")
                .matcher(html)
                .results()
                .map(m -> m.group().contains(" open"))
                .toList();
    }

    private static String element(String html, String name) {
        Matcher element = Pattern.compile("<(input|select)[^>]* name=\"" + Pattern.quote(name) + "\"[^>]*>")
                .matcher(html);
        assertThat(element.find()).as("a field %s", name).isTrue();
        return element.group();
    }

    /** What a browser would send. */
    private static MultiValueMap<String, String> fieldsOf(String html) {
        String form = html.substring(html.indexOf("<form method=\"post\" action=\"/t/harbour/services\""));
        form = form.substring(0, form.indexOf("</form>"));
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        Pattern.compile("<input[^>]*>").matcher(form).results().forEach(m -> {
            String input = m.group();
            boolean box = input.contains("type=\"checkbox\"");
            if (!box || input.contains("checked")) {
                sent.add(attribute(input, "name"), attribute(input, "value"));
            }
        });
        Pattern.compile("<textarea([^>]*)>\n(.*?)</textarea>", Pattern.DOTALL)
                .matcher(form)
                .results()
                .forEach(m -> sent.add(attribute(m.group(1), "name"), HtmlUtils.htmlUnescape(m.group(2))));
        Pattern.compile("<select([^>]*)>(.*?)</select>", Pattern.DOTALL)
                .matcher(form)
                .results()
                .forEach(m -> {
                    Matcher chosen =
                            Pattern.compile("<option[^>]*selected[^>]*>").matcher(m.group(2));
                    sent.add(attribute(m.group(1), "name"), chosen.find() ? attribute(chosen.group(), "value") : "");
                });
        return sent;
    }

    private static String attribute(String element, String name) {
        Matcher value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(element);
        return value.find() ? HtmlUtils.htmlUnescape(value.group(1)) : "";
    }
}
