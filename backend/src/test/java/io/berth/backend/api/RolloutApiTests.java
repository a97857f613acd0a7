package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.backend.api.ApiClient.Answer;
import io.berth.backend.deployments.ScriptedAgents;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Actions that are steered while they are at work, and those that are about one container. */
@ApiTest
class RolloutApiTests {

    private final ApiClients clients;
    private final ScriptedAgents agents;
    private ApiClient ada;

    @Autowired
    RolloutApiTests(ApiClients clients, ScriptedAgents agents) {
        this.clients = clients;
        this.agents = agents;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void anActionIsPausedResumedAndItsStrategyChanged() {
        String web = ada.running("{'name':'web','image':'web:1','target_num_containers':2}");
        agents.silent(true);
        String action = String.valueOf(
                ada.post(web + "redeploy/", "{'rollout':{'drain_seconds':1}}").action());
        await().until(() -> ada.get(action).at("can_be_paused").asBoolean());
        assertThat(ada.get(action).at("rollout").toString())
                .isEqualTo(
                        "{'order':'auto','parallelism':1,'drain_seconds':1,'on_failure':'roll_back','max_failures':0}"
                                .replace('\'', '"'));
        assertThat(ada.get(action).at("slots")).isEmpty();

        Answer changed = ada.patch(action, "{'rollout':{'parallelism':2,'drain_seconds':0}}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.action()).isNull();
        assertThat(changed.at("rollout").path("parallelism").asInt()).isEqualTo(2);
        assertThat(ada.patch(action, "{'rollout':{'parallelism':0}}").fields()).containsExactly("rollout.parallelism");
        assertThat(ada.patch(action, "{'state':'Success'}").fields()).containsExactly("state");
        assertThat(ada.post(action + "resume/").text("code")).isEqualTo("state");

        Answer paused = ada.post(action + "pause/");
        assertThat(paused.status()).as(paused.body()).isEqualTo(202);
        clients.nodesAreBack(ada);
        await().until(() -> ada.get(action).at("can_be_resumed").asBoolean());
        assertThat(ada.get(action).text("rollout_state")).isEqualTo("paused");
        assertThat(ada.get(action).text("state")).isEqualTo("In progress");
        assertThat(ada.get(action).text("paused")).isNotEmpty();
        assertThat(ada.post(action + "pause/").text("code")).isEqualTo("state");

        assertThat(ada.ended(ada.post(action + "resume/")).text("state")).isEqualTo("Success");
        assertThat(ada.patch(action, "{'rollout':{'parallelism':3}}").status()).isEqualTo(409);
    }

    @Test
    void anActionIsTurnedRound() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        ada.patch(web, "{'image':'web:2'}");
        agents.silent(true);
        String action = String.valueOf(ada.post(web + "redeploy/").action());
        await().until(() -> ada.get(action).at("can_be_rolled_back").asBoolean());
        assertThat(ada.get(action).at("open_steps")).isNotEmpty();

        Answer turned = ada.post(action + "rollback/");

        assertThat(turned.status()).as(turned.body()).isEqualTo(202);
        assertThat(turned.action()).isEqualTo(action);
        assertThat(ada.post(action + "rollback/").status()).isEqualTo(409);
        clients.nodesAreBack(ada);
        Answer ended = ada.ended(turned);
        assertThat(ended.text("state")).isEqualTo("Failed");
        assertThat(ended.text("rollout_state")).isEqualTo("rolled_back");
        assertThat(ended.at("can_be_rolled_back").asBoolean()).isFalse();
        assertThat(ada.get(web).text("state")).isEqualTo("Running");
        assertThat(ada.get(web).at("deployed_revision").asInt()).isEqualTo(1);
        assertThat(ada.post(action + "rollback/").text("code")).isEqualTo("state");
    }

    @Test
    void aRestartKeepsTheContainers() {
        String web = ada.running("{'name':'web','image':'web:1','target_num_containers':2}");
        JsonNode containers = ada.get(web).at("containers");

        Answer action = ada.ended(ada.post(web + "restart/", "{'rollout':{'parallelism':2}}"));

        assertThat(action.text("action")).isEqualTo("Service Restart");
        assertThat(action.text("path")).isEqualTo(web + "restart/");
        assertThat(action.text("state")).isEqualTo("Success");
        assertThat(ada.get(web).at("containers")).isEqualTo(containers);
        assertThat(ada.get(web).text("state")).isEqualTo("Running");
    }

    @Test
    void oneContainerIsReplacedAlone() {
        String web = ada.running("{'name':'web','image':'web:1','target_num_containers':2}");
        List<String> before = containers(web);

        Answer asked = ada.post(before.get(1) + "redeploy/", "{'request_key':'once'}");

        assertThat(asked.text("resource_uri")).isEqualTo(before.get(1));
        Answer action = ada.ended(asked);
        assertThat(action.at("slots").toString()).isEqualTo("[2]");
        assertThat(action.text("state")).isEqualTo("Success");
        List<String> after = containers(web);
        assertThat(after).hasSize(2).contains(before.getFirst()).doesNotContain(before.get(1));
        assertThat(ada.get(before.get(1)).text("state")).isEqualTo("Terminated");
        Answer gone = ada.post(before.get(1) + "redeploy/");
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.text("code")).isEqualTo("state");
        assertThat(ada.post(after.getFirst() + "redeploy/", "{'colour':1}").fields())
                .containsExactly("colour");
    }

    @Test
    void oneContainerIsStoppedAndStartedAlone() {
        String web = ada.running("{'name':'web','image':'web:1','target_num_containers':2}");
        String second = containers(web).get(1);

        assertThat(ada.ended(ada.post(second + "stop/")).text("action")).isEqualTo("Service Stop");
        assertThat(ada.get(second).text("state")).isEqualTo("Stopped");
        assertThat(ada.get(web).text("state")).isEqualTo("Partly running");

        ada.ended(ada.post(second + "start/"));
        assertThat(ada.get(second).text("state")).isEqualTo("Running");
        assertThat(ada.get(web).text("state")).isEqualTo("Running");
    }

    @Test
    void theLastWordsOfAReplacedContainerAreKept() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        String old = containers(web).getFirst();
        assertThat(ada.get(old + "kept-log/").status()).isEqualTo(404);

        Answer action = ada.ended(ada.post(web + "redeploy/"));

        assertThat(action.at("logs").findValuesAsString("logs")).containsExactly("the last words");
        assertThat(action.at("logs").findValuesAsString("container")).containsExactly(old);
        Answer log = ada.get(old + "kept-log/");
        assertThat(log.status()).as(log.body()).isEqualTo(200);
        assertThat(log.text("name")).isEqualTo("web-1");
        assertThat(log.at("failed").asBoolean()).isFalse();
        assertThat(log.text("logs")).isEqualTo("the last words");
    }

    @Test
    void aCleanUpIsLookedAtBeforeItIsDone() {
        ada.running("{'name':'web','image':'web:1'}");
        String node = ada.get("/api/v1/node/").objects("resource_uri").getFirst();

        Answer plan = ada.get(node + "image-cleanup/");

        assertThat(plan.status()).as(plan.body()).isEqualTo(200);
        assertThat(plan.text("node")).isEqualTo(node);
        assertThat(plan.at("images").findValuesAsString("remove")).doesNotContain("true");
        assertThat(plan.at("size").asLong()).isZero();
        assertThat(ada.post(node + "image-cleanup/").status()).isEqualTo(200);
        assertThat(ada.post(node + "image-cleanup/", "{'all':true}").fields()).containsExactly("all");
        assertThat(ada.get(node).at("disk_total").isNull()).isTrue();
    }

    private List<String> containers(String service) {
        return ada.get(service)
                .at("containers")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
