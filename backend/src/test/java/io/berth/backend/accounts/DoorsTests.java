package io.berth.backend.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.WholeControlPlane;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the doors let in, seen from outside over real HTTP. */
@WholeControlPlane
class DoorsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private ApiKeys keys;

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void strangersAreSentToTheSignInPage() throws Exception {
        HttpResponse<String> answer = get("/services", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there).endsWith("/sign-in"));
    }

    @Test
    void aScriptOfAPageIsToldThatTheSessionHasEnded() throws Exception {
        HttpResponse<String> answer = get("/services", "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).contains("/sign-in");
    }

    @Test
    void programsWithoutCredentialsGetAProblemDetail() throws Exception {
        HttpResponse<String> answer = get("/api/nothing-here", "Accept", "*/*");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(way -> assertThat(way).startsWith("Basic"));
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void programsComeInWithAKeyOrAPassword() throws Exception {
        User ada = People.somebody(users);
        String key = keys.create(ada.id(), "test").key();

        assertThat(api(ada.username(), key)).isEqualTo(404);
        assertThat(api(ada.username(), People.PASSWORD)).isEqualTo(404);
        assertThat(api(ada.username(), "wrong")).isEqualTo(401);
        assertThat(api(People.somebody(users).username(), key)).isEqualTo(401);
        assertThat(api("nobody", key)).isEqualTo(401);
    }

    @Test
    void pagesAreProtectedAgainstForeignSites() throws Exception {
        HttpResponse<String> answer = get("/services", "Accept", "text/html");

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("script-src 'self';", "frame-ancestors 'none'"));
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
    }

    @Test
    void aFormFromAForeignSiteIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=ada&password=whatever"))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void agentsAddressesDoNotExistOnThisPort() throws Exception {
        assertThat(get("/agent/v1/link", "Accept", "*/*").statusCode()).isEqualTo(404);
    }

    @Test
    void everybodyMayAskWhetherItWorks() throws Exception {
        HttpResponse<String> answer = get("/healthz", "Accept", "*/*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
    }

    private int api(String user, String secret) throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return get("/api/nothing-here", "Authorization", "Basic " + credentials).statusCode();
    }

    private HttpResponse<String> get(String path, String header, String value)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(at(path)).header(header, value).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
