package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.api.ApiClient.Answer;
import io.berth.backend.deployments.ScriptedAgents;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiTest
class ServiceApiTests {

    private static final String DATE = "[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} \\+0000";

    private final ApiClients clients;
    private final ScriptedAgents agents;
    private ApiClient ada;

    @Autowired
    ServiceApiTests(ApiClients clients, ScriptedAgents agents) {
        this.clients = clients;
        this.agents = agents;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void aNewServiceIsNotStarted() {
        Answer made = ada.post("/api/v1/service/", "{'image':'shop/my_web:2'}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.location()).isEqualTo(made.text("resource_uri"));
        assertThat(made.text("resource_uri")).isEqualTo("/api/v1/service/" + made.text("uuid") + "/");
        assertThat(made.text("name")).isEqualTo("my-web");
        assertThat(made.text("image_name")).isEqualTo("shop/my_web:2");
        assertThat(made.text("state")).isEqualTo("Not running");
        assertThat(made.at("synchronized").asBoolean()).isTrue();
        assertThat(made.at("target_num_containers").asInt()).isEqualTo(1);
        assertThat(made.at("current_num_containers").asInt()).isZero();
        assertThat(made.text("created_datetime")).matches(DATE);
        assertThat(made.at("deployed_datetime").isNull()).isTrue();
        assertThat(ada.get(made.text("resource_uri")).body()).isEqualTo(made.body());
    }

    @Test
    void everyFieldOfADefinitionComesBack() {
        String db = ada.service("{'name':'db','image':'db:1'}");
        String web = ada.service("{'name':'web','image':'web','target_num_containers':'3',"
                + "'container_ports':[{'protocol':'TCP','inner_port':'80','outer_port':'8080'},"
                + "{'protocol':'udp','inner_port':53,'published':true},{'protocol':'tcp','inner_port':9}],"
                + "'container_envvars':[{'key':'COLOUR','value':'red'}],"
                + "'bindings':[{'container_path':'/data/','host_path':null,'rewritable':true}],"
                + "'linked_to_service':[{'to_service':'%s','name':'store'},{'to_service':'db'}],".formatted(db)
                + "'run_command':'serve --fast','entrypoint':'','memory':'128','autorestart':'ON_FAILURE',"
                + "'health_check':{'check':'HTTP','port':'80','path':'/up','running_seconds':5,'stop_signal':'SIGQUIT'},"
                + "'autodestroy':'on_success','rollout':{'order':'STOP_FIRST','parallelism':'2','drain_seconds':3,"
                + "'on_failure':'pause','max_failures':1},"
                + "'tags':['a',{'name':'b'}],'privileged':false,'net':'bridge','sequential_deployment':true}");

        Answer answer = ada.get(web);
        assertThat(answer.text("image_name")).isEqualTo("web:latest");
        assertThat(answer.at("target_num_containers").asInt()).isEqualTo(3);
        assertThat(answer.at("container_ports").toString())
                .isEqualTo("[{\"protocol\":\"tcp\",\"inner_port\":80,\"outer_port\":8080,\"published\":true,"
                        + "\"port_name\":\"http\",\"uri_protocol\":\"http\",\"endpoint_uri\":null},"
                        + "{\"protocol\":\"udp\",\"inner_port\":53,\"outer_port\":null,\"published\":true,"
                        + "\"port_name\":\"domain\",\"uri_protocol\":\"udp\",\"endpoint_uri\":null},"
                        + "{\"protocol\":\"tcp\",\"inner_port\":9,\"outer_port\":null,\"published\":false,"
                        + "\"port_name\":\"unknown\",\"uri_protocol\":\"tcp\",\"endpoint_uri\":null}]");
        assertThat(answer.at("bindings").toString())
                .isEqualTo(
                        "[{\"container_path\":\"/data\",\"host_path\":null,\"rewritable\":true,\"volumes_from\":null}]");
        assertThat(answer.at("linked_to_service").toString())
                .isEqualTo(("[{'name':'store','from_service':'%s','to_service':'%s'},"
                                + "{'name':'db','from_service':'%s','to_service':'%s'}]")
                        .formatted(web, db, web, db)
                        .replace('\'', '"'));
        assertThat(ada.get(db).at("linked_from_service").toString())
                .isEqualTo(answer.at("linked_to_service").toString());
        assertThat(answer.text("run_command")).isEqualTo("serve --fast");
        assertThat(answer.at("entrypoint").isNull()).isTrue();
        assertThat(answer.at("memory").asInt()).isEqualTo(128);
        assertThat(answer.text("autorestart")).isEqualTo("ON_FAILURE");
        assertThat(answer.at("health_check").toString())
                .isEqualTo("{'check':'http','port':80,'path':'/up','running_seconds':5,'start_deadline_seconds':60,"
                        .concat("'stop_grace_seconds':10,'stop_signal':'SIGQUIT'}")
                        .replace('\'', '"'));
        assertThat(answer.text("autodestroy")).isEqualTo("ON_SUCCESS");
        assertThat(answer.at("sequential_deployment").asBoolean()).isTrue();
        assertThat(answer.at("rollout").toString())
                .isEqualTo("{'order':'stop_first','parallelism':2,'drain_seconds':3,'on_failure':'pause',"
                        .concat("'max_failures':1}")
                        .replace('\'', '"'));
        assertThat(answer.at("deployed_revision").isNull()).isTrue();
        assertThat(answer.text("net")).isEqualTo("bridge");
        assertThat(answer.at("labels").toString()).isEqualTo("{}");
        assertThat(answer.at("public_dns").isNull()).isTrue();
    }

    @Test
    void whatWasReadCanBeSentBackWithoutTheFieldsThatCanOnlyBeRead() {
        String db = ada.service("{'name':'db','image':'db:1'}");
        String web = ada.service("{'name':'web','image':'web:1','container_ports':[{'inner_port':80,'outer_port':1}],"
                + "'container_envvars':[{'key':'P','value':'geheim','secret':true}],"
                + "'bindings':[{'container_path':'/data'}],'linked_to_service':[{'to_service':'%s'}]}".formatted(db));
        tools.jackson.databind.node.ObjectNode body =
                (tools.jackson.databind.node.ObjectNode) ada.get(web).tree();
        body.remove(ada.patch(web, body.toString()).fields());

        Answer answer = ada.patch(web, body.toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("revision").asInt()).isEqualTo(1);
        assertThat(answer.at("version").asInt()).isZero();
        assertThat(body.has("container_ports") && body.has("linked_to_service") && body.has("memory"))
                .isTrue();
    }

    @Test
    void aServiceIsStartedChangedRedeployedStoppedAndTerminated() {
        String web = ada.service("{'name':'web','image':'web:1','target_num_containers':2}");

        Answer starting = ada.post(web + "start/");
        assertThat(starting.status()).isEqualTo(202);
        assertThat(starting.text("uuid")).isEqualTo(ada.get(web).text("uuid"));
        assertThat(starting.action()).startsWith("/api/v1/action/").endsWith("/");
        assertThat(ada.ended(starting).text("state")).isEqualTo("Success");
        Answer running = ada.get(web);
        assertThat(running.text("state")).isEqualTo("Running");
        assertThat(running.at("running_num_containers").asInt()).isEqualTo(2);
        assertThat(running.at("containers")).hasSize(2);
        assertThat(running.text("deployed_datetime")).matches(DATE);
        assertThat(running.text("image_digest")).startsWith("sha256:");
        assertThat(running.at("deployed_revision").asInt()).isEqualTo(1);

        Answer changed = ada.patch(web, "{'image':'web:2'}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("synchronized").asBoolean()).isFalse();
        assertThat(changed.at("revision").asInt()).isEqualTo(2);
        assertThat(changed.at("deployed_revision").asInt()).isEqualTo(1);
        assertThat(changed.at("containers")).isEqualTo(running.at("containers"));

        ada.ended(ada.post(web + "redeploy/"));
        Answer redeployed = ada.get(web);
        assertThat(redeployed.at("synchronized").asBoolean()).isTrue();
        assertThat(redeployed.at("containers")).hasSize(2).doesNotContainAnyElementsOf(running.at("containers"));

        ada.ended(ada.post(web + "stop/"));
        assertThat(ada.get(web).text("state")).isEqualTo("Stopped");
        assertThat(ada.get(web).at("stopped_num_containers").asInt()).isEqualTo(2);

        ada.ended(ada.delete(web));
        Answer terminated = ada.get(web);
        assertThat(terminated.text("state")).isEqualTo("Terminated");
        assertThat(terminated.text("destroyed_datetime")).matches(DATE);
        assertThat(ada.get("/api/v1/service/").objects("name")).isEmpty();
        assertThat(ada.patch(web, "{'image':'web:3'}").status()).isEqualTo(409);
        assertThat(ada.post(web + "start/").text("code")).isEqualTo("state");
    }

    @Test
    void anotherCountOfARunningServiceIsReachedAtOnce() {
        String web = ada.running("{'name':'web','image':'web:1'}");

        Answer scaling = ada.patch(web, "{'target_num_containers':3}");

        assertThat(scaling.status()).isEqualTo(202);
        assertThat(scaling.at("target_num_containers").asInt()).isEqualTo(3);
        assertThat(ada.ended(scaling).text("action")).isEqualTo("Service Scale");
        assertThat(ada.get(web).at("running_num_containers").asInt()).isEqualTo(3);
        assertThat(ada.patch(web, "{'target_num_containers':3}").status()).isEqualTo(200);
    }

    @Test
    void anotherCountOfAServiceThatDoesNotRunIsKeptForItsStart() {
        String web = ada.service("{'name':'web','image':'web:1'}");

        assertThat(ada.patch(web, "{'target_num_containers':2}").status()).isEqualTo(200);
        assertThat(ada.get(web).text("state")).isEqualTo("Not running");
        ada.ended(ada.post(web + "start/"));
        assertThat(ada.get(web).at("running_num_containers").asInt()).isEqualTo(2);
    }

    @Test
    void scalingToACountThatIsBeingReachedIsTheSameAction() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        agents.silent(true);
        Answer scaling = ada.patch(web, "{'target_num_containers':2}");

        Answer again = ada.post(web + "scale/");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("state")).isEqualTo("Scaling");
        assertThat(again.action()).isEqualTo(scaling.action());
    }

    @Test
    void onesOwnStrategyAndHealthCheckAreChangedInPartAndSetBackAsAWhole() {
        String web = ada.service("{'name':'web','image':'web:1','rollout':{'parallelism':3,'max_failures':2},"
                + "'health_check':{'check':'tcp','port':81,'stop_signal':'SIGINT'}}");

        ada.patch(web, "{'rollout':{'max_failures':0},'health_check':{'port':82,'stop_signal':''}}");

        Answer changed = ada.get(web);
        assertThat(changed.at("rollout").path("parallelism").asInt()).isEqualTo(3);
        assertThat(changed.at("rollout").path("max_failures").asInt()).isZero();
        assertThat(changed.at("health_check").path("check").asString()).isEqualTo("tcp");
        assertThat(changed.at("health_check").path("port").asInt()).isEqualTo(82);
        assertThat(changed.at("health_check").path("stop_signal").isNull()).isTrue();

        ada.patch(web, "{'rollout':null,'health_check':null,'autodestroy':null}");

        Answer reset = ada.get(web);
        assertThat(reset.at("rollout").path("parallelism").asInt()).isEqualTo(1);
        assertThat(reset.at("health_check").path("check").asString()).isEqualTo("auto");
        assertThat(reset.text("autodestroy")).isEqualTo("OFF");
    }

    @Test
    void whereSomethingIsAtWorkAnotherActionIsRefusedIfOneWantsThatAndNothingIsHalfMade() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        agents.silent(true);
        assertThat(ada.post(web + "redeploy/").text("state")).isEqualTo("Redeploying");

        Answer stop = ada.post(web + "stop/?when_busy=refuse");
        Answer change = ada.patch(web, "{'image':'web:2','target_num_containers':3,'when_busy':'refuse'}");

        assertThat(stop.status()).isEqualTo(409);
        assertThat(stop.text("code")).isEqualTo("deployment-running");
        assertThat(change.status()).isEqualTo(409);
        assertThat(ada.get(web).text("image_name")).isEqualTo("web:1");
        assertThat(ada.get(web).at("target_num_containers").asInt()).isEqualTo(1);
        assertThat(ada.patch(web, "{'image':'web:2'}").status()).isEqualTo(200);
    }

    @Test
    void aRepeatedRequestIsCarriedOutOnce() {
        String web = ada.running("{'name':'web','image':'web:1'}");

        Answer first = ada.post(web + "redeploy/", "{'request_key':'once'}");
        ada.ended(first);
        Answer second = ada.post(web + "redeploy/?request_key=once");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.action()).isEqualTo(first.action());
        assertThat(ada.get("/api/v1/action/?object=" + web).objects("uuid")).hasSize(2);
        assertThat(ada.post(web + "redeploy/", "{'request_key':''}").fields()).containsExactly("request_key");
    }

    @Test
    void volumesAreAlwaysKept() {
        String web = ada.running("{'name':'web','image':'web:1'}");

        assertThat(ada.post(web + "redeploy/?reuse_volumes=False").fields()).containsExactly("reuse_volumes");
        ada.ended(ada.post(web + "redeploy/?reuse_volumes=True"));
    }

    @Test
    void whatContainersWouldFindIsToldWithItsOrigin() {
        ada.running("{'name':'db','image':'db:1','container_envvars':[{'key':'NAME','value':'shop'}]}");
        String web = ada.service("{'name':'web','image':'web:1','linked_to_service':[{'to_service':'db'}],"
                + "'container_envvars':[{'key':'COLOUR','value':'red'}]}");

        JsonNode found = ada.get(web).at("calculated_envvars");

        assertThat(found.toString())
                .contains("{\"key\":\"COLOUR\",\"value\":\"red\",\"secret\":false,\"origin\":\"user\"}")
                .contains("{\"key\":\"DB_ENV_NAME\",\"value\":\"shop\",\"secret\":false,\"origin\":\"tutum\"}")
                .contains(
                        "{\"key\":\"DB_PORT_8080_TCP_PORT\",\"value\":\"8080\",\"secret\":false,\"origin\":\"tutum\"}")
                .contains("TUTUM_SERVICE_API_URI");
        assertThat(ada.get("/api/v1/service/?name=web").at("objects").get(0).has("calculated_envvars"))
                .isFalse();
    }

    @Test
    void aLinkToAServiceThatIsGoneDoesNotPreventAChangeOfTheCount() {
        String db = ada.service("{'name':'db','image':'db:1'}");
        String web = ada.running("{'name':'web','image':'web:1','linked_to_service':[{'to_service':'db'}]}");
        ada.ended(ada.delete(db));

        assertThat(ada.patch(web, "{'target_num_containers':2}").status()).isEqualTo(202);
        assertThat(ada.patch(web, "{'image':'web:2'}").fields()).containsExactly("linked_to_service[0].to_service");
        assertThat(ada.patch(web, "{'image':'web:2','linked_to_service':[]}").status())
                .isEqualTo(200);
        assertThat(List.of(ada.get(web).text("image_name"))).containsExactly("web:2");
    }
}
