package io.berth.backend.web.deployments;

import static io.berth.backend.web.PageRenderer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.deployments.DeploymentDetails.Event;
import io.berth.backend.deployments.DeploymentDetails.KeptLog;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.deployments.DeploymentDetails.OpenStep;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.ReceiptLine;
import io.berth.backend.deployments.ReceiptLine.Side;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.web.DeploymentForPages;
import io.berth.backend.web.PageRenderer;
import io.berth.protocol.BalancerSetup.Counters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentPageTests {

    private static final UUID NODE = UUID.randomUUID();
    private static final UUID FAILED_CONTAINER = UUID.randomUUID();

    private final PageRenderer renderer = new PageRenderer();

    @ParameterizedTest
    @EnumSource(DeploymentState.class)
    void everyStateHasAPage(DeploymentState state) {
        for (Operation operation : Operation.values()) {
            Deployment deployment =
                    DeploymentForPages.in(12, state).doing(operation).made();
            assertThat(page(deployment, List.of())).contains(state.label());
        }
    }

    @Test
    void aQueuedOneNamesThoseItWaitsFor() {
        Deployment first = DeploymentForPages.in(12, DeploymentState.RUNNING).made();
        Deployment second = DeploymentForPages.in(13, DeploymentState.QUEUED)
                .doing(Operation.SCALE)
                .behind(1)
                .made();
        Deployment third =
                DeploymentForPages.in(14, DeploymentState.QUEUED).behind(2).made();
        String html = page(third, List.of(third, second, first));
        assertThat(text(html)).contains("Waits for 2 others Redeploy #12 (running) , Scale #13 (queued)");
        assertThat(html)
                .contains("/deployments/" + first.id())
                .contains("/deployments/" + second.id())
                .contains("Take out of the queue")
                .doesNotContain("data-testid=\"pause\"");
    }

    @Test
    void aRunningOneSaysWhomItWaitsForAndUntilWhen() {
        Deployment running = DeploymentForPages.in(12, DeploymentState.RUNNING)
                .waitingFor("node harbour does not answer")
                .made();
        String html = page(running, List.of(running));
        assertThat(text(html))
                .contains("Waiting for harbour : Start web-3 since 12 s , at the latest 12:01:00")
                .contains("Node harbour does not answer.");
        assertThat(buttons(html)).containsExactly("pause", "change-strategy", "roll-back", "cancel");
    }

    @Test
    void aPausedOneSaysWhyAndHowToGoOn() {
        Deployment paused = DeploymentForPages.in(12, DeploymentState.PAUSED)
                .paused("web-2 ended with exit code 3")
                .made();
        String html = page(paused, List.of(paused));
        assertThat(text(html)).contains("Paused Web-2 ended with exit code 3.");
        assertThat(buttons(html)).containsExactly("resume", "change-strategy", "roll-back", "cancel");
    }

    @Test
    void oneThatGoesBackOffersNothingButToEndIt() {
        Deployment back = DeploymentForPages.in(12, DeploymentState.RUNNING)
                .turned(Course.BACK, "web-2 ended with exit code 3")
                .made();
        String html = page(back, List.of(back));
        assertThat(text(html)).contains("Going back to what ran before Web-2 ended with exit code 3.");
        assertThat(buttons(html)).containsExactly("cancel");
    }

    @Test
    void theReasonOfARollbackComesFirst() {
        Deployment back = DeploymentForPages.in(12, DeploymentState.ROLLED_BACK)
                .turned(Course.BACK, "web-2 ended with exit code 3")
                .message("The 3 containers that ran before serve on.")
                .made();
        String html = page(back, List.of(back));
        assertThat(text(html))
                .contains("Rolled back Web-2 ended with exit code 3. The 3 containers that ran before serve on.");
        assertThat(html).contains("callout bad back").contains("state pill bad back");
        assertThat(buttons(html)).isEmpty();
    }

    @Test
    void theReasonIsNotSaidTwice() {
        Deployment back = DeploymentForPages.in(12, DeploymentState.ROLLED_BACK)
                .turned(Course.BACK, "web-2 ended with exit code 3")
                .message("Web-2 ended with exit code 3. The 3 containers that ran before serve on.")
                .made();
        assertThat(text(page(back, List.of(back))))
                .contains("Rolled back Web-2 ended with exit code 3. The 3 containers that ran before serve on.");
    }

    @Test
    void whatWasSupersededLeadsToWhatTookItsPlace() {
        Deployment later = DeploymentForPages.in(14, DeploymentState.RUNNING).made();
        Deployment waited = DeploymentForPages.in(13, DeploymentState.SUPERSEDED)
                .message("Superseded by deployment 14")
                .made();
        Deployment atWork = DeploymentForPages.in(12, DeploymentState.CANCELLED)
                .cancelledBy("deployment 14")
                .message("2 of 3 containers run revision 7, 1 runs revision 6.")
                .made();
        List<Deployment> all = List.of(later, waited, atWork);
        assertThat(page(waited, all)).contains("Redeploy #14 took its place").contains("/deployments/" + later.id());
        assertThat(text(page(atWork, all)))
                .contains("Cancelled 2 of 3 containers run revision 7, 1 runs revision 6. Redeploy #14 took its place");
    }

    @Test
    void theLogOfWhatFailedIsOpenAndThatOfWhatWasReplacedIsFolded() {
        Deployment back = DeploymentForPages.in(12, DeploymentState.ROLLED_BACK)
                .turned(Course.BACK, "web-2 ended with exit code 3")
                .message("The 3 containers that ran before serve on.")
                .made();
        String html = page(back, List.of(back));
        List<String> logs = Pattern.compile("<details[^>]*kept-log[^>]*>")
                .matcher(html)
                .results()
                .map(m -> m.group())
                .toList();
        assertThat(logs).hasSize(2);
        assertThat(logs.get(0)).contains("kept-log-web-2").contains(" open");
        assertThat(logs.get(1)).contains("kept-log-web-1").doesNotContain(" open");
        assertThat(html).contains("cannot open &lt;config&gt;").contains("href=\"#log-" + FAILED_CONTAINER + "\"");
    }

    @Test
    void whatIsWrongWithAChangedStrategyIsSaidInTheDialog() {
        Deployment running = DeploymentForPages.in(12, DeploymentState.RUNNING).made();
        Map<String, Object> model = DeploymentPages.model(details(running), List.of(running));
        model.put("nodes", Map.of(NODE, "harbour"));
        model.put("errors", Map.of("rollout.parallelism", "Choose a number from 1 to 100."));
        String html = renderer.render("deployments/show", model);
        assertThat(html)
                .contains("data-shown=\"yes\"")
                .contains("Choose a number from 1 to 100.")
                .contains("data-address=\"/t/harbour/deployments/" + running.id() + "\"");
    }

    private String page(Deployment deployment, List<Deployment> ofService) {
        Map<String, Object> model = DeploymentPages.model(details(deployment), ofService);
        model.put("nodes", Map.of(NODE, "harbour"));
        return renderer.render("deployments/show", model);
    }

    private static DeploymentDetails details(Deployment deployment) {
        boolean begun = deployment.startedAt() != null;
        return new DeploymentDetails(
                deployment,
                begun
                        ? List.of(
                                container(deployment.id(), 1, 7, ContainerState.RUNNING, null),
                                container(
                                        deployment.id(), 2, 7, ContainerState.STOPPED, "web-2 ended with exit code 3"),
                                container(UUID.randomUUID(), 2, 6, ContainerState.RUNNING, null),
                                container(UUID.randomUUID(), 3, 6, ContainerState.RUNNING, null))
                        : List.of(),
                List.of(new Event(NOW.minusSeconds(70), Level.INFO, null, null, "Redeploy asked for by ada")),
                List.of(
                        new Difference("tag", "1", "2"),
                        new Difference("variable COLOUR", "blue", "green"),
                        new Difference("variable TOKEN", null, "********")),
                begun
                        ? List.of(
                                log(UUID.randomUUID(), 1, 6, false, "listening on 8080\nbye\n"),
                                log(FAILED_CONTAINER, 2, 7, true, "starting\ncannot open <config>\n"))
                        : List.of(),
                begun
                        ? List.of(new OpenStep("Start web-3", "harbour", NOW.minusSeconds(12), NOW.plusSeconds(60)))
                        : List.of(),
                begun
                        ? List.of(
                                new ReceiptLine(Side.OLD, new Counters(4711, 0, 3, 2)),
                                new ReceiptLine(Side.NEW, new Counters(815, 1, 0, 0)))
                        : List.of());
    }

    private static KeptLog log(UUID container, int slot, int revision, boolean failed, String text) {
        return new KeptLog(container, "web-" + slot, slot, revision, failed, NOW.minusSeconds(20), text);
    }

    private static Container container(
            UUID deployment, int slot, int revision, ContainerState state, @Nullable String failure) {
        return new Container(
                failure == null ? UUID.randomUUID() : FAILED_CONTAINER,
                DeploymentForPages.SERVICE,
                new UUID(7, 0),
                NODE,
                deployment,
                UUID.randomUUID(),
                revision,
                slot,
                "web-" + slot,
                "berth-web-" + slot,
                null,
                state,
                true,
                failure == null ? null : 3,
                null,
                List.of(),
                List.of(),
                0,
                failure,
                null,
                NOW.minusSeconds(60),
                NOW.minusSeconds(59),
                null,
                null);
    }

    private static List<String> buttons(String html) {
        String head = html.substring(html.indexOf("sheet-head"), html.indexOf("class=\"panel\""));
        return Stream.of(head.split("data-testid=\""))
                .skip(1)
                .map(rest -> rest.substring(0, rest.indexOf('"')))
                .filter(id -> !id.equals("deployment-state"))
                .toList();
    }

    /** As a reader sees it: without elements, every gap one space wide. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}
