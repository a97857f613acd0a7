package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ActionCallTests {

    private static final Rollout USUAL = new Rollout(Order.AUTO, 2, 5, OnFailure.ROLL_BACK, 1, true);

    @Test
    void aCallThatSaysNothingIsQueuedWithTheUsualStrategy() {
        assertThat(call("{}", Map.of()).request(USUAL)).isEqualTo(DeploymentRequest.of(null));
    }

    @Test
    void keyAndChoiceComeFromBodyOrQueryAndTheBodyCounts() {
        Map<String, String> query = Map.of("request_key", "one", "when_busy", "supersede");

        assertThat(call("{}", query).request())
                .isEqualTo(DeploymentRequest.of("one").whenBusy(WhenBusy.SUPERSEDE));
        assertThat(call("{'request_key':'two','when_busy':'REFUSE'}", query).request())
                .isEqualTo(DeploymentRequest.of("two").whenBusy(WhenBusy.REFUSE));
    }

    @Test
    void aStrategyIsSentInPart() {
        DeploymentRequest request = call("{'rollout':{'parallelism':4,'on_failure':'continue'}}", Map.of())
                .request(USUAL);

        assertThat(request.rollout()).isEqualTo(new Rollout(Order.AUTO, 4, 5, OnFailure.CONTINUE, 1, true));
    }

    @Test
    void aCallWithoutStrategyRefusesOne() {
        refused(call("{'rollout':{}}", Map.of())::request, "rollout: there is no such field");
        refused(call("{'revision':1}", Map.of())::request, "revision: there is no such field");
    }

    @Test
    void whatIsWrongIsNamed() {
        refused(call("{'when_busy':'hurry'}", Map.of())::request, "when_busy: choose queue, supersede, refuse");
        refused(call("{}", Map.of("when_busy", "hurry"))::request, "when_busy: choose queue, supersede, refuse");
        refused(
                () -> call("{'rollout':{'order':'any','speed':1}}", Map.of()).request(USUAL),
                "rollout.order: choose auto, start_first, stop_first; rollout.speed: there is no such field");
        refused(
                () -> {
                    ActionCall call = call("{}", Map.of());
                    call.revision();
                    call.request();
                },
                "revision: give the number of a revision");
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }

    private static ActionCall call(String body, Map<String, String> query) {
        ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(body.replace('\'', '"'));
        return ActionCall.of(Fields.of(object), query::get);
    }
}
