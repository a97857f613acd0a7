package io.berth.backend.web.services;

import static io.berth.backend.web.PageRenderer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.balancing.CertificateView;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.deployments.Preflight;
import io.berth.backend.deployments.Preflight.NodeImage;
import io.berth.backend.images.Guarantee;
import io.berth.backend.images.Guarantee.RevisionReach;
import io.berth.backend.images.Reach;
import io.berth.backend.services.Canary;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceState;
import io.berth.backend.web.DeploymentForPages;
import io.berth.backend.web.PageRenderer;
import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServicePageTests {

    private static final Instant SOMETIME = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<CertificateView> CERTIFICATES = List.of(
            new CertificateView(
                    "bad.example", CertificateView.State.FAILED, null, null, "The authority says: no", SOMETIME),
            new CertificateView(
                    "shop.example", CertificateView.State.AUTOMATIC, "Example CA", SOMETIME, null, SOMETIME));

    private static final UUID ID = DeploymentForPages.SERVICE;

    private final PageRenderer renderer = new PageRenderer();

    @Test
    void aDefinitionThatIsNotInForceIsSaidAndCanBeDeployedOrDiscarded() {
        String html = page(8, 7, null, List.of());
        assertThat(text(html))
                .contains("Revision 8 is not deployed The definition differs from what runs, which is revision 7.")
                .contains("Discard it: go back to revision 7");
        assertThat(html).contains("/compare?from=7&amp;to=8");
        assertThat(page(7, 7, null, List.of())).doesNotContain("data-testid=\"differs\"");
    }

    @Test
    void whatIsOnItsWayIsNotCalledMissing() {
        Deployment brings = DeploymentForPages.in(12, DeploymentState.RUNNING).made();
        assertThat(page(7, 6, brings, List.of())).doesNotContain("data-testid=\"differs\"");
        Deployment oneOnly =
                DeploymentForPages.in(12, DeploymentState.RUNNING).on(2).made();
        assertThat(page(7, 6, oneOnly, List.of())).contains("data-testid=\"differs\"");
    }

    @Test
    void whileADeploymentIsAtWorkEveryButtonSaysSoAndStaysPossible() {
        Deployment atWork = DeploymentForPages.in(12, DeploymentState.RUNNING).made();
        List<Deployment> queue = List.of(
                DeploymentForPages.in(13, DeploymentState.QUEUED).behind(1).made(),
                DeploymentForPages.in(14, DeploymentState.QUEUED)
                        .doing(Operation.SCALE)
                        .behind(2)
                        .made());
        String html = page(7, 6, atWork, queue);
        assertThat(html)
                .contains("data-busy=\"Redeploy #12 is at work, and 2 more wait.\"")
                .contains("data-question=\"Redeploy web-1\"")
                .contains("data-testid=\"queued-13\"")
                .contains("data-testid=\"queued-14\"")
                .contains("/deployments/" + queue.getLast().id() + "/cancel")
                .doesNotContain("disabled=\"disabled\"");
        assertThat(text(html)).contains("2 deployments wait");
    }

    @Test
    void aButtonAsksNothingWhenNothingIsAtWork() {
        assertThat(page(7, 7, null, List.of())).doesNotContain("data-busy=").doesNotContain("data-testid=\"at-work\"");
    }

    @Test
    void eachAutomaticCertificateIsShownWithItsStateAndWhyItFailed() {
        String html = page(7, 7, null, List.of());
        assertThat(text(html))
                .contains("shop.example Automatic Example CA")
                .contains("bad.example Failed The authority says: no Next try: ");
    }

    @Test
    void theMeterSaysHowFarBackTheServiceCanGo() {
        String html = page(8, 7, null, List.of());
        assertThat(text(html)).contains("Back within seconds: 3 · from the registry: 2 · lost: 1 Checked 3 min ago");
        assertThat(row(html, 7)).contains("In force").doesNotContain("data-testid=\"roll-back\"");
        assertThat(row(html, 8))
                .contains("Definition")
                .contains("Never deployed")
                .doesNotContain("roll-back");
        assertThat(row(html, 6)).contains("data-testid=\"roll-back\"").contains("data-testid=\"roll-back-at-once\"");
        assertThat(row(html, 4)).contains("data-testid=\"roll-back\"").doesNotContain("roll-back-at-once");
        assertThat(row(html, 2)).contains("manifest unknown");
    }

    @Test
    void theLookBeforeARollbackSaysWhatItTakesAndWhatChanges() {
        String html = preflight(Reach.ON_NODES, Duration.ofSeconds(42), List.of(), null);
        assertThat(text(html))
                .contains("About 45 s, going by how long such steps took before")
                .contains("Variable COLOUR green blue")
                .contains("harbour Is there")
                .contains("island Away Not known");
        assertThat(html).doesNotContain("data-testid=\"problems\"").doesNotContain("data-busy-choice");
    }

    @Test
    void whatStandsInTheWayOfARollbackIsSaidAndTheButtonSleeps() {
        String html = preflight(
                Reach.LOST, null, List.of("the registry has no such image any more"), "Redeploy #12 is at work.");
        assertThat(text(html))
                .contains("Something stands in the way The registry has no such image any more.")
                .contains("Not known: nothing like it has run here yet")
                .contains("Redeploy #12 is at work. Wait for its turn");
        assertThat(html).containsPattern("<button[^>]*data-testid=\"roll-back\"[^>]*disabled");
    }

    @Test
    void whatIsOnlyNotKnownMayBeTried() {
        assertThat(preflight(Reach.UNKNOWN, null, List.of("it is not known whether the image can be had"), null))
                .contains("Try it anyway")
                .doesNotContain("disabled=\"disabled\"");
    }

    @Test
    void anyTwoRevisionsAreCompared() {
        Map<String, Object> model = new HashMap<>();
        List<Revision> revisions = revisions(8);
        model.put("service", service(revisions, 8, 7));
        model.put("revisions", revisions);
        model.put("from", revisions.get(3));
        model.put("to", revisions.get(0));
        model.put("differences", List.of(new Difference("variable TOKEN", "********", "********")));
        String html = renderer.render("services/compare", model);
        assertThat(html)
                .containsPattern("<option value=\"5\" selected[^>]*>")
                .containsPattern("<option value=\"8\" selected[^>]*>");
        assertThat(text(html)).contains("Variable TOKEN");
        model.put("differences", List.of());
        assertThat(text(renderer.render("services/compare", model))).contains("Nothing differs.");
    }

    @Test
    void aNameThatIsTakenIsSaidAtItsField() {
        Map<String, Object> model = new HashMap<>();
        List<Revision> revisions = revisions(8);
        model.put("service", service(revisions, 8, 7));
        model.put("revision", revisions.get(1));
        model.put("name", "web-copy");
        model.put("errors", Map.of("name", "There is a service web-copy already."));
        assertThat(renderer.render("services/clone", model))
                .contains("data-testid=\"wrong-name\"")
                .contains("value=\"web-copy\"");
    }

    @Test
    void theListShowsWhatIsAtWorkBeforeWhatWaits() {
        Deployment waits =
                DeploymentForPages.in(13, DeploymentState.QUEUED).behind(1).made();
        Deployment atWork = DeploymentForPages.in(12, DeploymentState.RUNNING).made();
        Map<String, Object> model = new HashMap<>();
        ServiceRow row = ServiceRow.of(service(revisions(8), 8, 7), List.of(waits, atWork), "key");
        model.put("rows", List.of(row));
        model.put("nodeReady", true);
        assertThat(text(renderer.render("services/list", model)))
                .contains("Redeploying… 2 of 3 done")
                .contains("1 deployment waits");
    }

    @Test
    void aCanaryIsShownWithWhatItCanBecome() {
        Canary canary = new Canary(ID, new UUID(1, 8), 10, 1, NOW);
        String html = page(
                8,
                7,
                null,
                List.of(),
                new CanaryPanel(
                        canary,
                        List.of(
                                new CanaryPanel.Side(true, 8, 10, new Counters(41, 1, 0, 2)),
                                new CanaryPanel.Side(false, 7, 90, new Counters(367, 0, 0, 0)))));
        assertThat(html)
                .contains("data-testid=\"canary-promote\"")
                .contains("data-testid=\"canary-abort\"")
                .contains("data-testid=\"canary-switch\"")
                .doesNotContain("data-testid=\"canary-begin\"")
                .doesNotContain("data-testid=\"differs\"");
        assertThat(text(html)).contains("#8 Canary 10 % 41 1 2").contains("#7 In force 90 % 367 0 0");
    }

    @Test
    void aCanaryIsOfferedWhereSomethingRuns() {
        assertThat(page(7, 7, null, List.of())).contains("data-testid=\"canary-begin\"");
    }

    private String page(int latest, int deployed, @Nullable Deployment current, List<Deployment> queue) {
        return page(latest, deployed, current, queue, null);
    }

    private String page(
            int latest,
            int deployed,
            @Nullable Deployment current,
            List<Deployment> queue,
            @Nullable CanaryPanel canary) {
        List<Revision> revisions = revisions(latest);
        Service service = service(revisions, latest, deployed);
        Guarantee guarantee = guarantee(revisions, deployed);
        List<Deployment> recent = new ArrayList<>(queue.reversed());
        if (current != null) {
            recent.add(current);
        }
        recent.add(DeploymentForPages.in(11, DeploymentState.ROLLED_BACK)
                .message("web-2 ended")
                .made());
        recent.add(DeploymentForPages.in(10, DeploymentState.SUCCEEDED).made());
        ServiceView view = new ServiceView(
                service,
                current,
                queue,
                recent,
                RevisionRow.of(service, revisions, guarantee),
                2,
                guarantee,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                "key",
                canary,
                CERTIFICATES);
        return renderer.render("services/show", Map.of("view", view));
    }

    private String preflight(Reach reach, @Nullable Duration estimate, List<String> problems, @Nullable String busy) {
        List<Revision> revisions = revisions(8);
        Map<String, Object> model = new HashMap<>();
        model.put("service", service(revisions, 8, 7));
        model.put(
                "preflight",
                new Preflight(
                        revisions.get(3),
                        reach,
                        List.of(new NodeImage("harbour", true, true), new NodeImage("island", null, false)),
                        estimate,
                        problems,
                        List.of(new Difference("variable COLOUR", "green", "blue"))));
        model.put("busy", busy);
        model.put("requestKey", "key");
        return renderer.render("services/preflight", model);
    }

    private static List<Revision> revisions(int newest) {
        List<Revision> revisions = new ArrayList<>();
        for (int number = newest; number >= 1; number--) {
            revisions.add(revision(number));
        }
        return revisions;
    }

    private static Revision revision(int number) {
        ServiceDefinition definition = ServiceDefinition.of("registry.example/shop/web", "1." + number);
        String digest = "sha256:" + ("%02d8f0c2b7d1".formatted(number)).repeat(5);
        return new Revision(
                new UUID(1, number),
                ID,
                number,
                definition,
                "hash" + number,
                number == 8 ? null : new PinnedImage(definition.reference(), digest, null),
                null,
                number == 1 ? "created" : "edited",
                "ada",
                NOW.minus(Duration.ofHours(30L * (9 - number))),
                null,
                null);
    }

    private static Guarantee guarantee(List<Revision> revisions, int deployed) {
        List<RevisionReach> reaches = revisions.stream()
                .filter(r -> r.image() != null && r.number() >= 2)
                .map(r -> new RevisionReach(
                        r,
                        r.number() >= 5 ? Reach.ON_NODES : r.number() >= 3 ? Reach.IN_REGISTRY : Reach.LOST,
                        r.number() > deployed - 5,
                        r.number() == 2 ? "manifest unknown" : null))
                .toList();
        return new Guarantee(reaches, 5, NOW.minusSeconds(200));
    }

    private static Service service(List<Revision> revisions, int latest, int deployed) {
        return new Service(
                ID,
                new UUID(7, 0),
                "web",
                ServiceState.RUNNING,
                latest == deployed,
                2,
                revisions.getFirst(),
                deployed,
                List.of(container(1, deployed, ContainerState.RUNNING), container(2, deployed, ContainerState.STOPPED)),
                null,
                NOW.minusSeconds(9000),
                NOW.minusSeconds(900),
                NOW.minusSeconds(900),
                null,
                null,
                4);
    }

    private static Container container(int slot, int revision, ContainerState state) {
        return new Container(
                new UUID(3, slot),
                ID,
                new UUID(7, 0),
                new UUID(5, 0),
                new UUID(7, 10),
                new UUID(1, revision),
                revision,
                slot,
                "web-" + slot,
                "berth-web-" + slot,
                null,
                state,
                true,
                state == ContainerState.STOPPED ? 0 : null,
                state == ContainerState.STOPPED ? null : "172.20.0." + slot,
                state == ContainerState.STOPPED ? List.of() : List.of(new PortBinding(8080, "tcp", 32770 + slot)),
                List.of(),
                0,
                null,
                null,
                NOW.minusSeconds(900),
                NOW.minusSeconds(899),
                null,
                null);
    }

    private static String row(String html, int number) {
        String from = html.substring(html.indexOf("data-testid=\"revision-row-" + number + "\""));
        return from.substring(0, from.indexOf("</tr>"));
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}
