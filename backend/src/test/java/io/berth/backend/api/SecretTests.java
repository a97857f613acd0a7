package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.api.ApiClient.Answer;
import io.berth.backend.platform.Sealer;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.backend.services.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Secrets go in and never come out. */
@ApiTest
class SecretTests {

    private final ApiClients clients;
    private final Services services;
    private final Sealer sealer;
    private ApiClient ada;

    @Autowired
    SecretTests(ApiClients clients, Services services, Sealer sealer) {
        this.clients = clients;
        this.services = services;
        this.sealer = sealer;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void noAnswerHoldsASecret() {
        List<Answer> answers = new ArrayList<>();
        answers.add(
                ada.post(
                        "/api/v1/service/",
                        "{'name':'db','image':'db:1','container_envvars':[{'key':'PASSWORD','value':'geheim-1','secret':true}]}"));
        String db = answers.getFirst().text("resource_uri");
        answers.add(ada.post(db + "start/"));
        answers.add(ada.ended(answers.getLast()));
        String web =
                ada.running("{'name':'web','image':'web:1','linked_to_service':[{'to_service':'db','name':'db'}]}");
        answers.add(ada.patch(db, "{'container_envvars':[{'key':'PASSWORD','value':'geheim-2'}]}"));
        answers.add(ada.ended(ada.post(db + "redeploy/")));
        answers.add(
                ada.post("/api/v1/registry/", "{'host':'registry.example','username':'ada','password':'geheim-3'}"));
        answers.add(ada.patch(answers.getLast().text("resource_uri"), "{'password':'geheim-4'}"));
        for (String type : List.of("service", "container", "action", "node", "volume", "registry")) {
            answers.add(ada.get("/api/v1/" + type + "/"));
        }
        answers.add(ada.get(db));
        answers.add(ada.get(web));
        answers.add(ada.get(db + "revision/"));
        answers.add(ada.get(db + "revision/1/"));
        answers.add(ada.get(db + "revision/1/compare/2/"));
        answers.add(ada.get(db + "revision/1/preflight/"));
        answers.add(ada.get(db + "guarantee/"));
        answers.add(ada.post(db + "clone/", "{'name':'copy','revision':1}"));
        ada.get(web).at("containers").forEach(c -> answers.add(ada.get(c.asString())));
        ada.get(db).at("containers").forEach(c -> answers.add(ada.get(c.asString())));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.body()).doesNotContain("geheim").doesNotContain("sealed:"));
        assertThat(ada.get(db + "revision/1/compare/2/").at("changes").findValuesAsString("what"))
                .contains("variable PASSWORD");
        assertThat(ada.get(db).body()).contains("{\"key\":\"PASSWORD\",\"value\":\"********\",\"secret\":true}");
        assertThat(ada.get(db).at("link_variables").path("DB_ENV_PASSWORD").asString())
                .isEqualTo("********");
    }

    @Test
    void aSecretThatComesBackMaskedStaysAsItIs() {
        String db = ada.service(
                "{'name':'db','image':'db:1','container_envvars':[{'key':'PASSWORD','value':'geheim','secret':true}]}");

        ada.patch(db, "{'image':'db:2'}");
        ada.patch(
                db,
                "{'container_envvars':[{'key':'PASSWORD','value':'********','secret':true},{'key':'A','value':1}]}");
        ada.patch(db, "{'container_envvars':[{'key':'PASSWORD','value':'********'},{'key':'A','value':1.10}]}");
        ada.patch(db, "{'container_envvars':[{'key':'PASSWORD'},{'key':'A','value':true}]}");

        assertThat(secret(db)).isEqualTo("geheim");
        assertThat(ada.get(db).at("revision").asInt()).isEqualTo(5);
    }

    @Test
    void aNewValueOfASecretStaysSecretUntilItIsSaidOtherwise() {
        String db = ada.service(
                "{'name':'db','image':'db:1','container_envvars':[{'key':'PASSWORD','value':'old','secret':true}]}");

        ada.patch(db, "{'container_envvars':[{'key':'PASSWORD','value':'geheim'}]}");
        assertThat(secret(db)).isEqualTo("geheim");
        assertThat(ada.get(db).body()).doesNotContain("geheim");

        ada.patch(db, "{'container_envvars':[{'key':'PASSWORD','value':'open','secret':false}]}");
        assertThat(ada.get(db).body()).contains("{\"key\":\"PASSWORD\",\"value\":\"open\",\"secret\":false}");
    }

    @Test
    void aMaskIsNotAValue() {
        Answer made = ada.post(
                "/api/v1/service/",
                "{'name':'db','image':'db:1','container_envvars':[{'key':'P','value':'********','secret':true}]}");
        assertThat(made.fields()).containsExactly("container_envvars[0].value");

        String db = ada.service(
                "{'name':'db','image':'db:1','container_envvars':[{'key':'P','value':'geheim','secret':true}]}");
        Answer opened = ada.patch(db, "{'container_envvars':[{'key':'P','value':'********','secret':false}]}");
        assertThat(opened.fields()).containsExactly("container_envvars[0].value");
        assertThat(ada.patch(db, "{'container_envvars':[{'key':'OTHER'}]}").fields())
                .containsExactly("container_envvars[0].value");
    }

    private String secret(String uri) {
        Service service = services.find(ada.team().id(), UUID.fromString(uri.split("/")[4]));
        Variable variable = service.definition().variables().getFirst();
        assertThat(variable.secret()).isTrue();
        return sealer.open(variable.value());
    }
}
