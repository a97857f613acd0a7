package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.api.ApiClient.Answer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** What is not about a field: addresses, methods, bodies, credentials. */
@ApiTest
class RequestFormTests {

    private final ApiClients clients;
    private ApiClient ada;

    @Autowired
    RequestFormTests(ApiClients clients) {
        this.clients = clients;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void addressesAreAnsweredWithAndWithoutASlashAtTheEnd() {
        String web = ada.service("{'name':'web','image':'web:1'}");

        assertThat(ada.get("/api/v1/service").status()).isEqualTo(200);
        assertThat(ada.get("/api/v1/service/").status()).isEqualTo(200);
        assertThat(ada.get(web).status()).isEqualTo(200);
        assertThat(ada.get(web.substring(0, web.length() - 1)).status()).isEqualTo(200);
        assertThat(ada.post(web + "start").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/service/not-an-id/",
                "/api/v1/service/1234/",
                "/api/v1/container/web-1/",
                "/api/v1/action/1/",
                "/api/v1/node/x/",
                "/api/v1/volume/x/",
                "/api/v1/registry/registry.example/",
                "/api/v1/nothing/",
                "/api/v2/service/",
                "/api/"
            })
    void whatIsNotThereIs404WithAProblem(String path) {
        Answer answer = ada.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("not-found");
        assertThat(answer.text("error")).isNotEmpty();
    }

    @Test
    void anIdThatNobodyHasIs404() {
        for (String type : List.of("service", "container", "action", "node", "volume", "registry")) {
            assertThat(ada.get("/api/v1/" + type + "/" + UUID.randomUUID() + "/")
                            .status())
                    .as(type)
                    .isEqualTo(404);
        }
    }

    @Test
    void anImpossibleMethodIs405AndNamesThePossibleOnes() {
        Answer answer = ada.delete("/api/v1/service/");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text("code")).isEqualTo("method-not-allowed");
        assertThat(answer.allow()).contains("GET", "POST");
        assertThat(ada.post("/api/v1/container/", "{}").status()).isEqualTo(405);
    }

    @Test
    void malformedJsonIsToldByLineAndColumnWithoutRepeatingIt() {
        Answer answer = ada.post("/api/v1/service/", "{\n  'name': 'web',\n  'image': geheim\n}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("malformed");
        assertThat(answer.text("detail")).contains("line 3, column ");
        assertThat(answer.body()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'text'", "1", "null", "{'a':1", "{} {}", "{'name':'a','name':'b'}", " "})
    void aBodyIsOneJsonObject(String body) {
        Answer answer = ada.post("/api/v1/service/", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("malformed");
    }

    @Test
    void aHugeBodyIs413() {
        Answer answer = ada.post("/api/v1/service/", "{'name':'" + "x".repeat(11 * 1024 * 1024) + "'}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("code")).isEqualTo("too-large");
    }

    @Test
    void whatIsNotJsonIs415() {
        Answer sent = ada.send(ada.request("POST", "/api/v1/service/")
                .contentType("application/x-www-form-urlencoded")
                .content("name=web"));
        Answer wanted = ada.send(ada.request("GET", "/api/v1/service/").header("Accept", "application/xml"));
        Answer anything = ada.send(ada.request("GET", "/api/v1/service/").header("Accept", "text/html, */*"));

        assertThat(sent.status()).isEqualTo(415);
        assertThat(wanted.status()).isEqualTo(415);
        assertThat(wanted.contentType()).isEqualTo("application/problem+json");
        assertThat(anything.status()).isEqualTo(200);
    }

    @Test
    void anEmptyBodyOrAnEmptyObjectWillDoWhereNothingIsNeeded() {
        String web = ada.running("{'name':'web','image':'web:1'}");

        ada.ended(ada.send(ada.request("POST", web + "redeploy/").contentType("application/x-www-form-urlencoded")));
        ada.ended(ada.post(web + "redeploy/", "{}"));
        assertThat(ada.send(ApiClient.withBody(ada.request("GET", web), "{}")).status())
                .isEqualTo(200);
        assertThat(ada.post(web + "redeploy/", "{'colour':1}").fields()).containsExactly("colour");
    }

    @Test
    void withoutAKeyItIs401() {
        Answer nobody = ada.send(MockMvcRequestBuilders.get("/api/v1/service/"));
        Answer wrongKey = ada.send(MockMvcRequestBuilders.get("/api/v1/service/")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("ada:wrong".getBytes())));

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(wrongKey.status()).isEqualTo(401);
        assertThat(nobody.contentType()).startsWith("application/problem+json");
    }

    @Test
    void aClientCanAskWhetherItsCredentialsAreRight() {
        Answer answer = ada.get("/api/v1/auth/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("username")).isEqualTo(ada.user().username());
        assertThat(answer.text("team")).isEqualTo(ada.team().name());
        assertThat(clients.stranger().get("/api/v1/auth/").at("team").isNull()).isTrue();
    }

    @Test
    void aKeyIsNeverRepeated() {
        assertThat(ada.get("/api/v1/auth/").body()).doesNotContain(ada.key());
    }
}
