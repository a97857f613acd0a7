package io.berth.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.accounts.ApiKeys;
import io.berth.backend.accounts.People;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import io.berth.backend.platform.BerthSettings;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@WholeControlPlane
class LocalAdministrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private BerthSettings settings;

    @Autowired
    private Users users;

    @Autowired
    private ApiKeys keys;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theStatusIsToldToWhoeverHasTheToken() throws Exception {
        HttpResponse<String> answer = send(request("/local/status", token()).GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"state\":\"ready\"", "\"url\":\"http://localhost:7400\"", "\"nodes\":[", "\"setupUrl\":");
    }

    @Test
    void nobodyElseIsToldAnything() throws Exception {
        assertThat(send(request("/local/status", "guess").GET()).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(at("/local/status")).GET()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aKeyIsMadeForAUser() throws Exception {
        User ada = People.somebody(users);
        HttpResponse<String> answer = send(keyFor(ada.username()));

        assertThat(answer.statusCode()).isEqualTo(201);
        String key = answer.body().replaceAll("\\{\"key\":\"(.*)\"}", "$1");
        assertThat(keys.authenticate(ada.username(), key)).contains(ada);
    }

    @Test
    void aKeyForNobodyIsAProblem() throws Exception {
        HttpResponse<String> answer = send(keyFor("nobody-at-all"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"detail\":\"There is no user nobody-at-all.\"");
    }

    @Test
    void toOtherMachinesTheseAddressesDoNotExist() throws Exception {
        MockHttpServletRequest fromElsewhere = new MockHttpServletRequest("GET", "/local/status");
        fromElsewhere.setRemoteAddr("192.0.2.7");
        fromElsewhere.addHeader("Authorization", "Bearer " + token());
        MockHttpServletResponse answer = new MockHttpServletResponse();
        FilterChain chain = new MockFilterChain();

        new LocalFilter(LocalToken.of(token())).doFilter(fromElsewhere, answer, chain);

        assertThat(answer.getStatus()).isEqualTo(404);
    }

    @Test
    void aProxysHeadersDoNotMakeAnybodyLocal() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/local/status"))
                .header("X-Forwarded-For", "127.0.0.1")
                .GET());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private HttpRequest.Builder keyFor(String user) throws IOException {
        return request("/local/api-keys", token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"" + user + "\"}"));
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + token);
    }

    private String token() throws IOException {
        return Files.readString(settings.runDirectory().resolve("local-token")).strip();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
