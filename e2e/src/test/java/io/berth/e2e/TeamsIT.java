package io.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several people and several teams on one installation. */
@ExtendWith({Evidence.class, StepByStep.class})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TeamsIT {

    private static final String GRACE = "grace";
    private static final String PASSWORD_OF_GRACE = "a ship in port is safe";

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private static String service;

    @SuppressWarnings("NullAway.Init")
    private static String invitation;

    @BeforeAll
    static void start() {
        berth = Installation.started("teams");
        browser = Browser.at(berth.url()).signIn(Installation.ADMIN, Installation.PASSWORD);
        service = berth.api().create(Definitions.web("web", "1", 1));
    }

    @AfterAll
    static void stop() {
        Closing.all(browser, berth);
    }

    @Test
    @Order(1)
    void whoeverHasTheLinkOfAnInvitationJoinsTheTeam() {
        Page page = browser.page();
        page.navigate("/teams/new");
        page.locator("[name=name]").fill("harbour");
        page.getByTestId("create-team").click();
        page.navigate("/t/harbour/members");
        page.getByTestId("invite").click();
        invitation = page.getByTestId("invitation-link").textContent().strip();

        Page guest = someoneElse();
        guest.navigate(invitation);
        guest.locator("[name=username]").fill(GRACE);
        guest.locator("[name=password]").fill(PASSWORD_OF_GRACE);
        guest.getByTestId("join").click();
        guest.getByTestId("sign-out").waitFor();
        guest.navigate("/t/harbour/members");
        assertThat(guest.getByTestId("member-row-" + GRACE)).isVisible();
        assertThat(guest.getByTestId("member-row-" + Installation.ADMIN)).isVisible();
    }

    @Test
    @Order(2)
    void anInvitationWorksOnce() {
        Page guest = someoneElse();
        Response answer = guest.navigate(invitation);
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    @Order(3)
    void whatBelongsToATeamDoesNotExistForOthers() {
        browser.signIn(GRACE, PASSWORD_OF_GRACE);
        Page page = browser.page();
        String id = service.replaceAll(".*/service/([^/]+)/", "$1");
        assertThat(page.navigate("/t/admin/services").status()).isEqualTo(404);
        assertThat(page.navigate("/t/admin/services/" + id).status()).isEqualTo(404);
        assertThat(page.navigate("/t/harbour/services/" + id).status()).isEqualTo(404);

        Api api = new Api(berth.url(), GRACE, berth.apiKey(GRACE));
        assertThat(api.get(service).status()).isEqualTo(404);
        assertThat(api.post(service + "redeploy/").status()).isEqualTo(404);
        assertThat(api.patch(service, Definitions.image("2")).status()).isEqualTo(404);
        assertThat(api.delete(service).status()).isEqualTo(404);
        assertThat(api.list("/api/v1/service/")).isEmpty();
        assertThat(berth.api().get(service).status()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void whoeverSignsOutIsAskedToSignInAgain() {
        Page page = browser.page();
        page.navigate("/t/harbour/services");
        page.getByTestId("sign-out").click();
        page.navigate("/t/harbour/services");
        assertThat(page.locator("[name=password]")).isVisible();
    }

    @Test
    @Order(5)
    void aWrongPasswordIsRefused() {
        Page page = someoneElse();
        page.navigate("/sign-in");
        page.locator("[name=username]").fill(GRACE);
        page.locator("[name=password]").fill("a ship at sea is not");
        page.getByTestId("sign-in").click();
        assertThat(page.getByTestId("refused")).isVisible();
    }

    private static Page someoneElse() {
        return browser.anew(ColorScheme.LIGHT, 1280, 900);
    }
}
