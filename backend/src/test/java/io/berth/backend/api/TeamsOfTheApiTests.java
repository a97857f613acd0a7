package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.accounts.Team;
import io.berth.backend.api.ApiClient.Answer;
import io.berth.backend.deployments.ScriptedAgents;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** For which team a request is, and that it reaches nothing of another. */
@ApiTest
class TeamsOfTheApiTests {

    private final ApiClients clients;
    private final ScriptedAgents agents;
    private ApiClient ada;
    private ApiClient eve;

    @Autowired
    TeamsOfTheApiTests(ApiClients clients, ScriptedAgents agents) {
        this.clients = clients;
        this.agents = agents;
        this.ada = clients.somebody();
        this.eve = clients.somebody();
    }

    @BeforeEach
    void twoPeople() {
        ada = clients.somebody();
        eve = clients.somebody();
    }

    @Test
    void theTeamNamedAsTheUserIsTheUsualOne() {
        Team other = clients.anotherTeamOf(ada);
        ada.service("{'name':'web','image':'web:1'}");

        assertThat(ada.get("/api/v1/service/").objects("name")).containsExactly("web");
        assertThat(ada.get("/api/v1/service/?team=" + other.name()).objects("name"))
                .isEmpty();
    }

    @Test
    void anotherTeamIsNamedByHeaderOrQuery() {
        Team other = clients.anotherTeamOf(ada);
        Answer made = ada.send(ApiClient.withBody(
                ada.request("POST", "/api/v1/service/").header("X-Berth-Team", other.name()),
                "{'name':'web','image':'web:1'}"));

        assertThat(made.status()).isEqualTo(201);
        String web = made.text("resource_uri");
        assertThat(ada.get(web).status()).isEqualTo(404);
        assertThat(ada.get(web + "?team=" + other.name()).status()).isEqualTo(200);
        assertThat(ada.get("/api/v1/auth/?team=" + other.name()).text("team")).isEqualTo(other.name());
    }

    @Test
    void aTeamThatOneIsNotInDoesNotExist() {
        for (String path : List.of("service", "container", "action", "node", "volume", "registry", "auth")) {
            Answer foreign = eve.get("/api/v1/" + path + "/?team=" + ada.team().name());
            Answer unknown = eve.get("/api/v1/" + path + "/?team=nobody-is-called-so");
            assertThat(foreign.status()).as(path).isEqualTo(404);
            assertThat(foreign.body()).isEqualTo(unknown.body());
        }
        assertThat(clients.stranger().get("/api/v1/service/").status()).isEqualTo(404);
    }

    @Test
    void nothingOfAnotherTeamIsReached() {
        agents.volumesOfImage(List.of("/data"));
        String web = ada.running("{'name':'web','image':'web:1'}");
        String container = ada.get(web).at("containers").get(0).asString();
        String action = ada.get("/api/v1/action/").objects("resource_uri").getFirst();
        String node = ada.get("/api/v1/node/").objects("resource_uri").getFirst();
        String volume = ada.get("/api/v1/volume/").objects("resource_uri").getFirst();
        String registry = ada.post(
                        "/api/v1/registry/", "{'host':'registry.example','username':'ada','password':'geheim'}")
                .text("resource_uri");

        for (String path : List.of(web, container, action, node, volume, registry)) {
            assertThat(ada.get(path).status()).as(path).isEqualTo(200);
            assertThat(eve.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(eve.patch(web, "{'image':'evil:1'}").status()).isEqualTo(404);
        assertThat(eve.delete(web).status()).isEqualTo(404);
        assertThat(eve.post(action + "cancel/").status()).isEqualTo(404);
        assertThat(eve.patch(registry, "{'password':'x'}").status()).isEqualTo(404);
        assertThat(eve.delete(registry).status()).isEqualTo(404);
        for (String operation : List.of("start", "stop", "scale", "redeploy")) {
            assertThat(eve.post(web + operation + "/").status()).as(operation).isEqualTo(404);
        }
        for (String type : List.of("service", "container", "action", "volume", "registry")) {
            assertThat(eve.get("/api/v1/" + type + "/")
                            .at("meta")
                            .path("total_count")
                            .asInt())
                    .as(type)
                    .isZero();
        }
        assertThat(eve.get("/api/v1/action/?object=" + web).objects("uuid")).isEmpty();
        assertThat(ada.get(web).text("image_name")).isEqualTo("web:1");
    }
}
