package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.api.ApiClient.Answer;
import io.berth.backend.deployments.ScriptedAgents;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Containers, nodes, volumes, actions and registries. */
@ApiTest
class ResourceApiTests {

    private final ApiClients clients;
    private final ScriptedAgents agents;
    private ApiClient ada;

    @Autowired
    ResourceApiTests(ApiClients clients, ScriptedAgents agents) {
        this.clients = clients;
        this.agents = agents;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void aContainerIsToldWithAllThatItWasMadeFrom() {
        agents.volumesOfImage(List.of("/var/lib/data"));
        String db = ada.running("{'name':'db','image':'db:1'}");
        String web = ada.running("{'name':'web','image':'web:1','memory':64,'autorestart':'ALWAYS',"
                + "'container_ports':[{'inner_port':80,'published':true}],"
                + "'container_envvars':[{'key':'COLOUR','value':'red'}],"
                + "'bindings':[{'container_path':'/cache'}],'linked_to_service':[{'to_service':'db','name':'store'}]}");

        Answer c = ada.get(ada.get(web).at("containers").get(0).asString());

        assertThat(c.text("name")).isEqualTo("web-1");
        assertThat(c.text("service")).isEqualTo(web);
        assertThat(c.text("node"))
                .isEqualTo(ada.get("/api/v1/node/").objects("resource_uri").getFirst());
        assertThat(c.text("state")).isEqualTo("Running");
        assertThat(c.at("synchronized").asBoolean()).isTrue();
        assertThat(c.at("slot").asInt()).isEqualTo(1);
        assertThat(c.text("image_name")).isEqualTo("web:1");
        assertThat(c.text("docker_id")).startsWith("engine-");
        assertThat(c.text("private_ip")).isEqualTo("10.0.0.2");
        assertThat(c.at("memory").asInt()).isEqualTo(64);
        assertThat(c.text("autorestart")).isEqualTo("ALWAYS");
        assertThat(c.at("container_ports").findValuesAsString("inner_port")).containsExactly("80", "8080");
        assertThat(c.at("container_envvars").toString())
                .contains("{\"key\":\"COLOUR\",\"value\":\"red\",\"secret\":false,\"origin\":\"user\"}")
                .contains("\"TUTUM_CONTAINER_HOSTNAME\"");
        assertThat(c.at("bindings").findValuesAsString("container_path"))
                .containsExactlyInAnyOrder("/cache", "/var/lib/data");
        JsonNode link = c.at("linked_to_container").get(0);
        assertThat(link.path("name").asString()).isEqualTo("STORE_1");
        assertThat(link.path("to_container"))
                .isEqualTo(ada.get(db).at("containers").get(0));
        assertThat(link.path("endpoints").toString()).isEqualTo("{\"8080/tcp\":\"tcp://10.0.0.2:8080\"}");
        assertThat(c.at("link_variables").propertyNames()).contains("WEB_1_PORT_80_TCP_ADDR");
        assertThat(ada.get(c.text("action")).text("object")).isEqualTo(web);
    }

    @Test
    void aReplacedContainerIsStillListedForAWhile() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        ada.ended(ada.post(web + "redeploy/"));

        Answer listed = ada.get("/api/v1/container/?name=web-1");

        assertThat(listed.objects("state")).containsExactlyInAnyOrder("Terminated", "Running");
        assertThat(ada.get("/api/v1/container/?name=web-1&state=Running").objects("name"))
                .containsExactly("web-1");
    }

    @Test
    void aVolumeKnowsItsServiceAndOutlivesIt() {
        agents.volumesOfImage(List.of("/var/lib/data"));
        String db = ada.running("{'name':'db','image':'db:1'}");

        Answer volume = ada.get(
                ada.get("/api/v1/volume/?service=" + db).objects("resource_uri").getFirst());
        assertThat(volume.text("state")).isEqualTo("Created");
        assertThat(volume.text("service")).isEqualTo(db);
        assertThat(volume.text("path")).isEqualTo("/var/lib/data");
        assertThat(volume.at("slot").asInt()).isEqualTo(1);
        assertThat(volume.at("size").isNull()).isTrue();
        assertThat(volume.at("containers")).isEqualTo(ada.get(db).at("containers"));
        String container = volume.at("containers").get(0).asString();
        assertThat(ada.get("/api/v1/volume/?containers=" + container).objects("uuid"))
                .hasSize(1);

        ada.ended(ada.delete(db));
        assertThat(ada.get(volume.text("resource_uri")).at("containers")).isEmpty();
        assertThat(ada.get("/api/v1/volume/").objects("service")).containsExactly(db);
    }

    @Test
    void aNodeIsToldInTheCustomaryWords() {
        ada.running("{'name':'web','image':'web:1','target_num_containers':2}");

        Answer node = ada.get(ada.get("/api/v1/node/").objects("resource_uri").getFirst());

        assertThat(node.text("state")).isEqualTo("Deployed");
        assertThat(node.text("nickname")).isEqualTo(ada.user().username() + "-node");
        assertThat(node.text("public_ip")).isEqualTo("192.0.2.7");
        assertThat(node.at("current_num_containers").asInt()).isEqualTo(2);
        assertThat(node.at("shared").asBoolean()).isFalse();
        assertThat(ada.get("/api/v1/node/?state=Unreachable").objects("uuid")).isEmpty();
    }

    @Test
    void anActionTellsItsCourse() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        ada.patch(web, "{'image':'web:2'}");

        Answer action = ada.ended(ada.post(web + "redeploy/"));

        assertThat(action.text("action")).isEqualTo("Service Redeploy");
        assertThat(action.text("object")).isEqualTo(web);
        assertThat(action.text("method")).isEqualTo("POST");
        assertThat(action.text("path")).isEqualTo(web + "redeploy/");
        assertThat(action.text("user")).isEqualTo(ada.user().username());
        assertThat(action.text("state")).isEqualTo("Success");
        assertThat(action.at("is_user_action").asBoolean()).isTrue();
        assertThat(action.at("can_be_canceled").asBoolean()).isFalse();
        assertThat(action.at("end_date").isNull()).isFalse();
        assertThat(action.at("percent").asInt()).isEqualTo(100);
        assertThat(action.text("image_name")).isEqualTo("web:2");
        assertThat(action.text("from_image_tag")).isEqualTo("1");
        assertThat(action.at("events")).isNotEmpty();
        assertThat(action.at("changes").findValuesAsString("what")).contains("tag", "digest");
        assertThat(ada.get("/api/v1/action/").at("objects").get(0).has("events"))
                .isFalse();
    }

    @Test
    void anActionAtWorkCanBeCancelledOnce() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        agents.silent(true);
        String action = String.valueOf(ada.post(web + "redeploy/").action());
        assertThat(ada.get(action).at("can_be_canceled").asBoolean()).isTrue();

        Answer cancelled = ada.post(action + "cancel/");

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.text("state")).isEqualTo("Canceling");
        assertThat(cancelled.action()).isEqualTo(action);
        assertThat(ada.post(action + "cancel/").status()).isEqualTo(409);
        agents.silent(false);
        assertThat(ada.ended(cancelled).text("state")).isEqualTo("Canceled");
        assertThat(ada.get("/api/v1/action/?state=Canceled").objects("resource_uri"))
                .containsExactly(action);
        assertThat(ada.post(action + "cancel/").text("code")).isEqualTo("state");
        assertThat(ada.get(web).text("state")).isEqualTo("Running");
    }

    @Test
    void aRegistryIsMadeChangedAndRemoved() {
        Answer made =
                ada.post("/api/v1/registry/", "{'host':'Registry.example:5000','username':'ada','password':'geheim'}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("host")).isEqualTo("registry.example:5000");
        assertThat(made.at("port").asInt()).isEqualTo(5000);
        String registry = made.text("resource_uri");
        assertThat(ada.get("/api/v1/registry/registry.example:5000/").text("uuid"))
                .isEqualTo(made.text("uuid"));
        assertThat(ada.post("/api/v1/registry/", "{'host':'registry.example:5000','username':'a','password':'b'}")
                        .fields())
                .containsExactly("host");
        assertThat(ada.patch(registry, "{'username':'eve','password':'other'}").text("username"))
                .isEqualTo("eve");
        assertThat(ada.patch(registry, "{'username':'eve'}").fields()).containsExactly("password");
        assertThat(ada.patch(registry, "{'host':'elsewhere.example','password':'x'}")
                        .fields())
                .containsExactly("host");
        assertThat(ada.delete(registry).status()).isEqualTo(204);
        assertThat(ada.get(registry).status()).isEqualTo(404);
    }

    @Test
    void aRegistryNeedsHostUserAndPassword() {
        assertThat(ada.post("/api/v1/registry/", "{'host':'https://x/y','username':'a','password':'b'}")
                        .fields())
                .containsExactly("host");
        assertThat(ada.post("/api/v1/registry/", "{'host':'registry.example'}").fields())
                .containsExactly("username", "password");
        assertThat(ada.post("/api/v1/registry/", "{'host':1,'token':'x'}").fields())
                .containsExactly("token");
        assertThat(ada.get("/api/v1/registry/").objects("host")).isEmpty();
    }
}
