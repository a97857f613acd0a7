package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.api.ApiClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The versions of a definition, and the ways back to them. */
@ApiTest
class RevisionApiTests {

    private final ApiClients clients;
    private ApiClient ada;

    @Autowired
    RevisionApiTests(ApiClients clients) {
        this.clients = clients;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void everyRevisionIsToldWithItsWholeDefinition() {
        String web = ada.running("{'name':'web','image':'web:1','memory':64,"
                + "'container_envvars':[{'key':'COLOUR','value':'red'},{'key':'P','value':'geheim','secret':true}]}");
        ada.patch(web, "{'image':'web:2','memory':null}");

        Answer all = ada.get(web + "revision/");
        assertThat(all.objects("revision")).containsExactly("2", "1");
        assertThat(all.objects("latest")).containsExactly("true", "false");
        assertThat(all.objects("deployed")).containsExactly("false", "true");
        assertThat(ada.get(web + "revision/?limit=1&offset=1").objects("revision"))
                .containsExactly("1");

        Answer first = ada.get(web + "revision/1/");
        assertThat(first.text("resource_uri")).isEqualTo(web + "revision/1/");
        assertThat(first.text("service")).isEqualTo(web);
        assertThat(first.text("image_name")).isEqualTo("web:1");
        assertThat(first.text("image_digest")).startsWith("sha256:");
        assertThat(first.text("seal")).isNotEmpty();
        assertThat(first.at("memory").asInt()).isEqualTo(64);
        assertThat(first.at("succeeded_datetime").isNull()).isFalse();
        assertThat(first.text("created_by")).isEqualTo(ada.user().username());
        assertThat(first.at("container_envvars").toString())
                .isEqualTo("[{'key':'COLOUR','value':'red','secret':false},"
                        .concat("{'key':'P','value':'********','secret':true}]")
                        .replace('\'', '"'));
        assertThat(ada.get(web + "revision/2/").at("seal").isNull()).isTrue();
        for (String none : new String[] {"3", "0", "first", "99999999999"}) {
            assertThat(ada.get(web + "revision/" + none + "/").status())
                    .as(none)
                    .isEqualTo(404);
        }
    }

    @Test
    void twoRevisionsAreComparedInBothDirections() {
        String web = ada.service("{'name':'web','image':'web:1',"
                + "'container_envvars':[{'key':'COLOUR','value':'red'},{'key':'P','value':'geheim','secret':true}]}");
        ada.patch(
                web,
                "{'image':'web:2','container_envvars':[{'key':'COLOUR','value':'red'},{'key':'P','value':'geheimer'}]}");

        Answer there = ada.get(web + "revision/1/compare/2/");

        assertThat(there.at("from").asInt()).isEqualTo(1);
        assertThat(there.at("to").asInt()).isEqualTo(2);
        assertThat(there.at("changes").toString())
                .contains("{'what':'tag','before':'1','after':'2'}".replace('\'', '"'))
                .contains("{'what':'variable P','before':'********','after':'********'}".replace('\'', '"'))
                .doesNotContain("COLOUR");
        assertThat(ada.get(web + "revision/2/compare/1/").at("changes").toString())
                .contains("{'what':'tag','before':'2','after':'1'}".replace('\'', '"'));
        assertThat(ada.get(web + "revision/1/compare/1/").at("changes")).isEmpty();
        assertThat(ada.get(web + "revision/1/compare/9/").status()).isEqualTo(404);
    }

    @Test
    void aRollbackBringsBackImageAndConfiguration() {
        String web = ada.running("{'name':'web','image':'web:1','container_envvars':[{'key':'COLOUR','value':'red'}]}");
        ada.patch(web, "{'image':'web:2','container_envvars':[]}");
        ada.ended(ada.post(web + "redeploy/"));

        Answer action = ada.ended(ada.post(web + "rollback/", "{'revision':1,'rollout':{'parallelism':2}}"));

        assertThat(action.text("action")).isEqualTo("Service Rollback");
        assertThat(action.text("path")).isEqualTo(web + "rollback/");
        assertThat(action.text("state")).isEqualTo("Success");
        assertThat(action.at("revision").asInt()).isEqualTo(1);
        assertThat(action.at("from_revision").asInt()).isEqualTo(2);
        assertThat(action.at("rollout").path("parallelism").asInt()).isEqualTo(2);
        Answer back = ada.get(web);
        assertThat(back.text("image_name")).isEqualTo("web:1");
        assertThat(back.at("revision").asInt()).isEqualTo(1);
        assertThat(back.at("deployed_revision").asInt()).isEqualTo(1);
        assertThat(back.at("synchronized").asBoolean()).isTrue();
        assertThat(back.at("container_envvars").findValuesAsString("key")).containsExactly("COLOUR");
        ada.patch(web, "{'image':'web:3'}");
        assertThat(ada.get(web).at("revision").asInt()).isEqualTo(3);
    }

    @Test
    void aRollbackNeedsARevisionThatRanBefore() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        ada.patch(web, "{'image':'web:2'}");

        assertThat(ada.post(web + "rollback/").fields()).contains("revision");
        assertThat(ada.post(web + "rollback/", "{'revision':7}").fields()).containsExactly("revision");
        assertThat(ada.post(web + "rollback/", "{'revision':'first'}").fields()).contains("revision");
        assertThat(ada.post(web + "rollback/", "{'revision':1,'rollout':{'parallelism':0}}")
                        .fields())
                .containsExactly("rollout.parallelism");
        Answer never = ada.post(web + "rollback/", "{'revision':2}");
        assertThat(never.status()).isEqualTo(409);
        assertThat(never.text("code")).isEqualTo("state");
    }

    @Test
    void aPreflightSaysWhatARollbackWouldMean() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        ada.patch(web, "{'image':'web:2'}");
        ada.ended(ada.post(web + "redeploy/"));

        Answer preflight = ada.get(web + "revision/1/preflight/");

        assertThat(preflight.status()).as(preflight.body()).isEqualTo(200);
        assertThat(preflight.text("revision")).isEqualTo(web + "revision/1/");
        assertThat(preflight.text("reach")).isIn("on_nodes", "in_registry", "lost", "unknown");
        assertThat(preflight.at("possible").asBoolean())
                .isEqualTo(preflight.at("problems").isEmpty());
        assertThat(preflight.at("nodes").findValuesAsString("node"))
                .containsExactly(ada.user().username() + "-node");
        assertThat(preflight.at("changes").findValuesAsString("what")).contains("tag");
        assertThat(ada.get(web + "revision/9/preflight/").status()).isEqualTo(404);
    }

    @Test
    void theGuaranteeCountsTheRevisionsWithinReach() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        ada.patch(web, "{'image':'web:2'}");
        ada.ended(ada.post(web + "redeploy/"));
        ada.patch(web, "{'image':'web:3'}");

        Answer guarantee = ada.get(web + "guarantee/");

        assertThat(guarantee.status()).as(guarantee.body()).isEqualTo(200);
        assertThat(guarantee.at("window").asInt()).isEqualTo(5);
        assertThat(guarantee.at("revisions").findValuesAsString("revision")).containsExactly("2", "1");
        assertThat(guarantee.at("on_nodes").asInt()
                        + guarantee.at("in_registry").asInt()
                        + guarantee.at("lost").asInt()
                        + guarantee.at("unknown").asInt())
                .isEqualTo(2);
        assertThat(guarantee.at("revisions").get(0).path("promised").asBoolean())
                .isTrue();
    }

    @Test
    void aCopyHasTheDefinitionOfARevisionWithItsSecretsAndIsNotStarted() {
        String web = ada.running(
                "{'name':'web','image':'web:1','container_envvars':[{'key':'P','value':'geheim','secret':true}]}");
        ada.patch(web, "{'image':'web:2'}");

        Answer copy = ada.post(web + "clone/", "{'revision':1,'name':'web-copy'}");

        assertThat(copy.status()).as(copy.body()).isEqualTo(201);
        assertThat(copy.location()).isEqualTo(copy.text("resource_uri"));
        assertThat(copy.text("name")).isEqualTo("web-copy");
        assertThat(copy.text("image_name")).isEqualTo("web:1");
        assertThat(copy.text("image_digest"))
                .isEqualTo(ada.get(web + "revision/1/").text("image_digest"));
        assertThat(copy.text("state")).isEqualTo("Not running");
        assertThat(copy.at("container_envvars").findValuesAsString("value")).containsExactly("********");
        ada.ended(ada.post(copy.text("resource_uri") + "start/"));
    }

    @Test
    void aCopyNeedsANameOfItsOwnAndARevision() {
        String web = ada.service("{'name':'web','image':'web:1'}");

        assertThat(ada.post(web + "clone/", "{'revision':1,'name':'web'}").text("code"))
                .isEqualTo("name-taken");
        assertThat(ada.post(web + "clone/", "{'name':'Web 2'}").fields()).containsExactly("name");
        assertThat(ada.post(web + "clone/", "{}").fields()).containsExactly("name");
        assertThat(ada.post(web + "clone/", "{'revision':2,'name':'copy'}").fields())
                .containsExactly("revision");
        assertThat(ada.post(web + "clone/", "{'name':'copy','image':'x'}").fields())
                .containsExactly("image");
        assertThat(ada.get("/api/v1/service/").objects("name")).containsExactly("web");
    }
}
