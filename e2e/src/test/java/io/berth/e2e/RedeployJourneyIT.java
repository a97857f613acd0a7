package io.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a newcomer does first, in a browser: a database, a web service that uses it, another tag, Redeploy. */
@ExtendWith({Evidence.class, StepByStep.class})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedeployJourneyIT {

    private static final String PASSWORD = "not-to-be-seen-4711";
    private static final double A_WHILE_MILLIS = 90_000;

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private static Page page;

    @BeforeAll
    static void start() {
        berth = Installation.started("journey");
        browser = Browser.at(berth.url()).signIn(Installation.ADMIN, Installation.PASSWORD);
        page = browser.page();
    }

    @AfterAll
    static void stop() {
        Closing.all(browser, berth);
    }

    @Test
    @Order(1)
    void aDatabaseIsDefinedInTheFormAndKeepsAThousandRows() {
        newService()
                .fill("name", "db")
                .fill("image", TestBed.get().image("mariadb"))
                .fill("tag", "10.11")
                .secret("MARIADB_ROOT_PASSWORD", PASSWORD)
                .create();
        deploy();
        Rows.write(database().id(), PASSWORD, 1000);
        assertThat(database().volumes()).containsOnlyKeys("/var/lib/mysql");
    }

    @Test
    @Order(2)
    void aWebServiceReachesTheDatabaseByItsLink() {
        newService()
                .fill("name", "web")
                .fill("image", TestBed.get().image("web"))
                .fill("tag", "1")
                .fill("count", "3")
                .port(Definitions.WEB_PORT)
                .variable("START_DELAY", "1")
                .link("db", "store")
                .create();
        deploy();
        List<ContainerOnEngine> web = berth.containers("web");
        assertThat(web).hasSize(3).allMatch(ContainerOnEngine::running);
        Engine engine = TestBed.get().engine();
        for (ContainerOnEngine container : web) {
            assertThat(engine.run(container.id(), "sh", "-c", "nc store 3306 </dev/null | head -c 60"))
                    .as("the database's greeting by alias")
                    .containsIgnoringCase("mariadb");
            assertThat(engine.run(
                            container.id(),
                            "sh",
                            "-c",
                            "nc \"$STORE_PORT_3306_TCP_ADDR\" \"$STORE_PORT_3306_TCP_PORT\" </dev/null | head -c 60"))
                    .as("the database's greeting by link variables")
                    .containsIgnoringCase("mariadb");
            assertThat(engine.run(container.id(), "env")).contains("STORE_ENV_MARIADB_ROOT_PASSWORD=" + PASSWORD);
        }
        assertThat(engine.run(web.getFirst().id(), "sh", "-c", "wget -q -O - http://web-3:8080/"))
                .contains("web 1");
    }

    @Test
    @Order(3)
    void anotherTagInTheFormLeavesTheContainersBehind() {
        List<ContainerOnEngine> before = berth.containers("web");
        openService("web");
        page.getByTestId("edit").click();
        new ServiceFormPage(page).fill("tag", "2").save();
        assertThat(page.getByTestId("tag")).hasText("2");
        assertThat(page.getByTestId("not-synchronized")).isVisible();
        assertThat(berth.containers("web")).isEqualTo(before);
    }

    @Test
    @Order(4)
    void redeployReplacesThemOneByOneWithNeverFewerThanTwoAnswering() {
        openService("web");
        try (Poller poller = Poller.of(berth.id(), "web", Definitions.WEB_PORT).awaitAnswering(3)) {
            page.evaluate("window.sameDocument = true");
            page.getByTestId("redeploy").dblclick();
            page.getByTestId("current-deployment")
                    .getByRole(AriaRole.LINK)
                    .first()
                    .click();
            page.evaluate("window.sameDocument = true");
            assertThat(page.getByTestId("deployment-state")).containsText("Succeeded", patiently());
            assertThat(page.evaluate("window.sameDocument"))
                    .as("updated without reloading")
                    .isEqualTo(true);
            assertThat(poller.lowestSince(3).answering()).isGreaterThanOrEqualTo(2);
            assertThat(poller.lowestSince(3).looks()).isGreaterThan(60);
            assertThat(poller.slotsInOrderOf(2)).containsExactly(1, 2, 3);
        }
        for (int slot = 1; slot <= 3; slot++) {
            assertThat(page.getByTestId("container-row-web-" + slot).getByTestId("container-state"))
                    .containsText("Running");
        }
        List<ContainerOnEngine> after = berth.containers("web");
        assertThat(after).hasSize(3).allMatch(c -> c.running() && c.revision() == 2);
    }

    @Test
    @Order(5)
    void aDoubleClickGaveOneDeploymentWhoseHistoryNamesBothDigests() {
        assertThat(page.getByTestId("from-digest")).hasAttribute("title", digestOf("1"));
        assertThat(page.getByTestId("digest")).hasAttribute("title", digestOf("2"));
        assertThat(page.getByTestId("tag-change").first()).hasText("1 → 2");
        page.getByTestId("nav-deployments").click();
        assertThat(page.getByTestId(Pattern.compile("deployment-row-web-\\d+"))).hasCount(2);
        Locator newest = page.getByTestId("deployment-row-web-2");
        assertThat(newest).containsText("Succeeded");
        assertThat(newest).containsText(Installation.ADMIN);
    }

    @Test
    @Order(6)
    void theDatabaseIsRedeployedWithItsRows() {
        ContainerOnEngine before = database();
        page.getByTestId("nav-services").click();
        page.getByTestId("service-row-db").getByTestId("redeploy").click();
        Await.until(
                "another container holds the database",
                Duration.ofSeconds(60),
                () -> berth.containers("db").stream().allMatch(c -> c.revision() == 1 && !c.id().equals(before.id()))
                        && berth.containers("db").size() == 1);
        assertThat(page.getByTestId("service-row-db")).containsText("Running", patiently());
        assertThat(page.getByTestId("service-row-db").getByTestId("redeploy"))
                .isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(A_WHILE_MILLIS));
        ContainerOnEngine after = database();
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.volumes()).isEqualTo(before.volumes());
        assertThat(Rows.count(after.id(), PASSWORD)).isEqualTo(1000);
    }

    @Test
    @Order(7)
    void theSecretIsShownNowhereAndTheVolumeIsListed() {
        openService("db");
        assertThat(page.content()).doesNotContain(PASSWORD);
        page.getByTestId("edit").click();
        new ServiceFormPage(page);
        assertThat(page.content()).doesNotContain(PASSWORD);
        page.getByTestId("nav-volumes").click();
        assertThat(page.locator("main")).containsText("/var/lib/mysql");
        assertThat(browser.complaints()).isEmpty();
    }

    private static ServiceFormPage newService() {
        page.getByTestId("nav-services").click();
        page.getByTestId("new-service").first().click();
        return new ServiceFormPage(page);
    }

    private static void openService(String name) {
        page.getByTestId("nav-services").click();
        page.getByTestId("service-row-" + name).getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByTestId("service-name")).hasText(name);
    }

    /** On the page of a service that has never been deployed. */
    private static void deploy() {
        page.getByTestId("redeploy").click();
        assertThat(page.getByTestId("service-state")).containsText("Running", patiently());
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(A_WHILE_MILLIS);
    }

    private static ContainerOnEngine database() {
        List<ContainerOnEngine> containers = berth.containers("db");
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    private static String digestOf(String tag) {
        return TestBed.get().engine().digest(TestBed.get().image("web") + ":" + tag);
    }
}
