package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.backend.api.ApiClient.Answer;
import io.berth.backend.deployments.ScriptedAgents;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class CanaryApiTests {

    private final ApiClients clients;
    private final ScriptedAgents agents;
    private ApiClient ada;

    @Autowired
    CanaryApiTests(ApiClients clients, ScriptedAgents agents) {
        this.clients = clients;
        this.agents = agents;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
        agents.answer(job -> job instanceof Job.ConfigureBalancer(String _, BalancerSetup setup)
                ? Optional.of(configured(setup))
                : Optional.empty());
    }

    @AfterEach
    void noBalancerIsLeft() {
        ada.ended(ada.delete(ada.get("/api/v1/service/?name=lb")
                .at("objects")
                .path(0)
                .path("resource_uri")
                .asString()));
        agents.reset();
    }

    @Test
    void aCanaryIsBegunChangedAndAborted() {
        String web = balanced("{'name':'web','image':'web:1','target_num_containers':2}");
        assertThat(ada.get(web + "canary/").status()).isEqualTo(404);

        Answer begun = ada.post(web + "canary/", "{'percent':10,'tag':'2','request_key':'once'}");
        assertThat(ada.post(web + "canary/", "{'percent':10,'tag':'2','request_key':'once'}")
                        .action())
                .as("twice is once")
                .isEqualTo(begun.action());
        assertThat(ada.ended(begun).text("action")).isEqualTo("Service Canary");
        Answer shown = ada.get(web + "canary/");
        assertThat(shown.at("percent").asInt()).isEqualTo(10);
        assertThat(shown.at("revision").asInt()).isEqualTo(2);
        assertThat(shown.at("beside_revision").asInt()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(ada.get(web + "canary/")
                        .at("beside_requests")
                        .path("total")
                        .asInt())
                .isEqualTo(14));

        Answer changed = ada.patch(web + "canary/", "{'percent':55}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.at("percent").asInt()).isEqualTo(55);
        assertThat(ada.post(web + "redeploy/").text("code")).isEqualTo("canary");
        assertThat(ada.patch(web, "{'target_num_containers':5}").text("code")).isEqualTo("canary");

        assertThat(ada.ended(ada.post(web + "canary/abort/")).text("state")).isEqualTo("Success");
        assertThat(ada.get(web + "canary/").status()).isEqualTo(404);
        assertThat(ada.post(web + "canary/promote/").text("code")).isEqualTo("no-canary");
    }

    @Test
    void aPromotedCanaryIsInForce() {
        String web = balanced("{'name':'web','image':'web:1'}");
        ada.ended(ada.post(web + "canary/", "{'percent':10,'tag':'2'}"));
        ada.ended(ada.post(web + "canary/promote/", "{'rollout':{'parallelism':2}}"));
        assertThat(ada.get(web).at("deployed_revision").asInt()).isEqualTo(2);
        assertThat(ada.get(web).at("current_num_containers").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsNamedByItsField() {
        String web = balanced("{'name':'web','image':'web:1'}");
        assertThat(ada.post(web + "canary/", "{}").fields()).containsExactly("percent");
        assertThat(ada.post(web + "canary/", "{'percent':101,'containers':0}").fields())
                .containsExactly("percent", "containers");
        assertThat(ada.post(web + "canary/", "{'percent':10,'tag':'no tag'}").fields())
                .hasSize(1);
        assertThat(ada.post(web + "canary/", "{'percent':10,'share':1}").fields())
                .containsExactly("share");
        assertThat(ada.patch(web + "canary/", "{}").fields()).containsExactly("percent");
        assertThat(ada.get(web).at("revision").asInt())
                .as("nothing was changed")
                .isEqualTo(1);
    }

    private String balanced(String definition) {
        String web = ada.running(definition);
        ada.running("{'name':'lb','image':'berth/balancer','linked_to_service':[{'to_service':'web'}],"
                + "'container_ports':[{'protocol':'tcp','inner_port':80,'published':true}]}");
        return web;
    }

    private static JobOutcome configured(BalancerSetup setup) {
        List<Seen> seen = setup.servers().stream()
                .map(s -> new Seen(
                        s.backend(), s.name(), true, true, s.draining(), "UP", "", 0, new Counters(7, 0, 0, 0)))
                .toList();
        return new JobOutcome.Done(new JobResult.BalancerConfigured(setup.structure(), false, seen, false, List.of()));
    }
}
