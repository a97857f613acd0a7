package io.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page, light and dark, wide and on a telephone. The pictures go to target/screenshots, or with
 * {@code -Dberth.screenshots=write} to docs/images.
 */
@ExtendWith({Evidence.class, StepByStep.class})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScreenshotsIT {

    private static final String ADA = "ada";
    private static final String PASSWORD = "analytical engines";

    /** The page has taken over the colours, no transition is under way, and the next frame has been painted. */
    private static final String DRESSED = """
            colours => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
                document.documentElement.dataset.bsTheme === colours && document.getAnimations().every(a => !(a instanceof CSSTransition))))))
            """;

    private static final int WIDE = 1280;
    private static final int TELEPHONE = 390;

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private static Page page;

    @BeforeAll
    static void start() {
        berth = Installation.prepared("pictures")
                .with("BERTH_ADMIN_USER", "")
                .with("BERTH_ADMIN_PASSWORD", "")
                .with("BERTH_NODE_NAME", "quay-1")
                .with("BERTH_BALANCER_IMAGE", TestBed.get().image("haproxy") + ":2.6");
        berth.up();
        browser = Browser.at(berth.url());
        page = browser.page();
    }

    @AfterAll
    static void stop() {
        Closing.all(browser, berth);
    }

    @Test
    @Order(1)
    void theLinkThatUpPrintsMakesTheFirstUser() {
        String link = berth.status().path("setupUrl").asText();
        take("sign-in", "/sign-in");
        take("set-up", link);
        page.locator("[name=username]").fill(ADA);
        page.locator("[name=password]").fill(PASSWORD);
        page.getByTestId("set-up").click();
        page.getByTestId("sign-out").waitFor();
        assertThat(berth.status().path("setupUrl").isNull()).isTrue();
        take("services-none", "/t/ada/services");
    }

    @Test
    @Order(2)
    void pagesOfServices() {
        Api api = new Api(berth.url(), ADA, berth.apiKey(ADA));
        String store = api.run(Definitions.webKeepingData("store", "1", "/var/lib/store"));
        String shop = api.run(shop(store));
        String mail = api.run(Definitions.web("mail", "1", 1));
        api.patch(mail, Definitions.image("9")).ok();
        api.fail(api.act(mail, "redeploy"));
        api.create(Definitions.web("reports", "3", 2));
        String balancer = api.run(Definitions.balancer("lb", FreePorts.next(), shop, "shop"));
        api.patch(shop, Definitions.image("2")).ok();

        take("services", "/t/ada/services");
        take("service", "/t/ada/services/" + id(shop));
        take("service-new", "/t/ada/services/new");
        take("balancer-new", "/t/ada/services/new?kind=balancer");
        page.navigate("/t/ada/services/" + id(balancer));
        assertThat(page.getByTestId("balanced-shop-3")).containsText("Serving");
        takeHere("service-balancer");
        take("service-edit", "/t/ada/services/" + id(shop) + "/edit");
        take("service-failed", "/t/ada/services/" + id(mail));

        page.navigate("/t/ada/services/" + id(mail));
        page.getByTestId("last-problem").getByRole(AriaRole.LINK).click();
        page.getByTestId("timeline").waitFor();
        takeHere("deployment-failed");

        page.navigate("/t/ada/services/" + id(shop));
        page.getByTestId("redeploy").click();
        page.getByTestId("current-deployment").getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByTestId("progress")).containsText("1 of 3");
        takeHere("deployment");
        pausedWithOthersWaiting(id(shop));
        revisions(id(shop));
        page.navigate("/t/ada/services/" + id(shop));
        page.getByTestId("log").first().click();
        page.getByTestId("log-lines").waitFor();
        takeHere("log");
    }

    @Test
    @Order(3)
    void theOtherPages() {
        take("deployments", "/t/ada/deployments");
        take("volumes", "/t/ada/volumes");
        take("nodes", "/t/ada/nodes");
        page.navigate("/t/ada/nodes");
        page.getByTestId("clean-up").click();
        page.getByTestId("images").waitFor();
        takeHere("node-images");
        take("registries", "/t/ada/registries");
        page.navigate("/t/ada/members");
        page.getByTestId("invite").click();
        String invitation = page.getByTestId("invitation-link").textContent().strip();
        takeHere("members");
        take("invitation", invitation);
        take("account", "/account");
        take("team-new", "/teams/new");
    }

    @Test
    @Order(4)
    void noPageComplains() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(5)
    void whatDoesNotExistHasAPageToo() {
        take("not-found", "/t/ada/services/00000000-0000-4000-8000-000000000000");
    }

    /** From the page of a deployment that is at work, until it and the one behind it have ended. */
    private static void pausedWithOthersWaiting(String shop) {
        page.getByTestId("pause").click();
        assertThat(page.getByTestId("deployment-state")).containsText("Paused");
        takeHere("deployment-paused");
        page.getByTestId("cancel").click();
        takeHere("deployment-cancel");
        page.getByTestId("cancel-question").getByRole(AriaRole.BUTTON).first().click();

        page.navigate("/t/ada/services/" + shop);
        page.getByTestId("restart").click();
        takeHere("service-busy-question");
        page.getByTestId("busy-confirm").click();
        assertThat(page.getByTestId("queue")).isVisible();
        takeHere("service-busy");
        page.getByTestId("queue").getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByTestId("queued-behind")).isVisible();
        takeHere("deployment-queued");
        page.getByTestId("cancel").click();
        assertThat(page.getByTestId("deployment-state")).containsText("Cancelled");

        page.navigate("/t/ada/services/" + shop);
        page.getByTestId("current-deployment").getByRole(AriaRole.LINK).first().click();
        page.getByTestId("resume").click();
        assertThat(page.getByTestId("deployment-state"))
                .containsText("Succeeded", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    }

    private static void revisions(String shop) {
        take("rollback", "/t/ada/services/" + shop + "/revisions/1/rollback");
        take("compare", "/t/ada/services/" + shop + "/compare?from=1&to=2");
        take("clone", "/t/ada/services/" + shop + "/revisions/1/clone");
        page.navigate("/t/ada/services/" + shop);
        page.getByTestId("revision-row-1").getByTestId("revision-menu").click();
        takeHere("service-revisions");
    }

    private static Map<String, Object> shop(String store) {
        Map<String, Object> definition = new HashMap<>(Definitions.web("shop", "1", 3));
        definition.put(
                "container_ports",
                List.of(Map.of("protocol", "tcp", "inner_port", Definitions.WEB_PORT, "published", true)));
        definition.put("linked_to_service", List.of(Map.of("to_service", store, "name", "store")));
        definition.put(
                "container_envvars",
                List.of(Map.of("key", "COLOUR", "value", "blue"), Map.of("key", "START_DELAY", "value", "6")));
        return definition;
    }

    private static void take(String name, String address) {
        page.navigate(address);
        takeHere(name);
    }

    private static void takeHere(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            String colours = scheme.name().toLowerCase(Locale.ROOT);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.waitForFunction(DRESSED, colours);
            browser.screenshot(folder().resolve(name + "-" + colours + ".png"));
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(TELEPHONE, 844);
        // The page is laid out anew a moment after its window has changed.
        page.waitForFunction("width => document.documentElement.scrollWidth <= width", TELEPHONE);
        page.setViewportSize(WIDE, 900);
    }

    private static Path folder() {
        Checkout checkout = TestBed.get().checkout();
        return "write".equals(System.getProperty("berth.screenshots"))
                ? checkout.file("docs/images")
                : checkout.target("screenshots");
    }

    private static String id(String service) {
        return service.replaceAll(".*/service/([^/]+)/", "$1");
    }
}
