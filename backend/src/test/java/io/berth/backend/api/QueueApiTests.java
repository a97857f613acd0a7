package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.backend.api.ApiClient.Answer;
import io.berth.backend.deployments.ScriptedAgents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of a call while the service is busy. */
@ApiTest
class QueueApiTests {

    private final ApiClients clients;
    private final ScriptedAgents agents;
    private ApiClient ada;

    @Autowired
    QueueApiTests(ApiClients clients, ScriptedAgents agents) {
        this.clients = clients;
        this.agents = agents;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void aLaterActionWaitsForItsTurn() {
        String web = busy();
        String atWork = newest(web);

        Answer scaling = ada.patch(web, "{'target_num_containers':2}");
        Answer redeploying = ada.post(web + "redeploy/");

        assertThat(scaling.status()).isEqualTo(202);
        Answer second = action(scaling);
        assertThat(second.text("state")).isEqualTo("Pending");
        assertThat(second.text("rollout_state")).isEqualTo("queued");
        assertThat(second.at("queued_behind").asInt()).isEqualTo(1);
        assertThat(action(redeploying).at("queued_behind").asInt()).isEqualTo(2);
        assertThat(ada.get(atWork).text("rollout_state")).isEqualTo("running");
        assertThat(ada.get("/api/v1/action/?state=Pending").objects("uuid")).hasSize(2);

        clients.nodesAreBack(ada);
        assertThat(ada.ended(redeploying).text("state")).isEqualTo("Success");
        assertThat(action(scaling).text("state")).isEqualTo("Success");
        assertThat(action(scaling).at("queued_behind").asInt()).isZero();
        assertThat(ada.get(web).at("running_num_containers").asInt()).isEqualTo(2);
    }

    @Test
    void scalingThatWaitsForItsTurnIsTheSameAction() {
        String web = busy();
        Answer scaling = ada.patch(web, "{'target_num_containers':2}");

        assertThat(ada.post(web + "scale/").action()).isEqualTo(scaling.action());
    }

    @Test
    void aPendingActionIsCancelledAtOnce() {
        String web = busy();
        Answer waiting = ada.post(web + "stop/");

        Answer cancelled = ada.post(waiting.action() + "cancel/");

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(ada.ended(cancelled).text("rollout_state")).isEqualTo("cancelled");
        clients.nodesAreBack(ada);
        await().until(() -> ada.get(web).text("state").equals("Running"));
    }

    @Test
    void anActionTakesThePlaceOfTheOthersIfThatIsWanted() {
        String web = busy();
        String atWork = newest(web);
        Answer waiting = ada.post(web + "stop/");

        Answer last = ada.post(web + "redeploy/?when_busy=supersede");

        assertThat(action(waiting).text("state")).isEqualTo("Canceled");
        assertThat(action(waiting).text("rollout_state")).isEqualTo("superseded");
        assertThat(ada.get(atWork).text("state")).isIn("Canceling", "Canceled");
        clients.nodesAreBack(ada);
        assertThat(ada.ended(last).text("state")).isEqualTo("Success");
        assertThat(ada.get(atWork).text("state")).isEqualTo("Canceled");
    }

    @Test
    void anActionIsRefusedIfThatIsWanted() {
        String web = busy();

        for (String call : new String[] {"start", "stop", "restart", "redeploy"}) {
            Answer refused = ada.post(web + call + "/", "{'when_busy':'refuse'}");
            assertThat(refused.status()).as(call).isEqualTo(409);
            assertThat(refused.text("code")).as(call).isIn("deployment-running", "state");
        }
        assertThat(ada.post(web + "rollback/", "{'revision':1,'when_busy':'refuse'}")
                        .text("code"))
                .isEqualTo("deployment-running");
        assertThat(ada.delete(web + "?when_busy=refuse").text("code")).isEqualTo("deployment-running");
        assertThat(ada.get("/api/v1/action/?object=" + web).at("objects")).hasSize(2);
    }

    /** A service with a redeploy that does not come to its end. */
    private String busy() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        agents.silent(true);
        ada.post(web + "redeploy/");
        return web;
    }

    private String newest(String service) {
        return ada.get("/api/v1/action/?object=" + service)
                .objects("resource_uri")
                .getFirst();
    }

    private Answer action(Answer started) {
        return ada.get(String.valueOf(started.action()));
    }
}
