package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.api.ApiClient.Answer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Each wrong field is named, and nothing is half made. */
@ApiTest
class BadInputTests {

    private final ApiClients clients;
    private ApiClient ada;

    @Autowired
    BadInputTests(ApiClients clients) {
        this.clients = clients;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web", "web_1", "-web", "web-", "web.shop", "wéb", "w b", ""})
    void aNameMustBeADnsLabel(String name) {
        refused("{'name':'%s','image':'web:1'}".formatted(name), "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web:ta g", "web:", "UPPER:1", "web@sha256:0123", "", "a//b"})
    void anImageMustBeAReference(String image) {
        refused("{'name':'web','image':'%s'}".formatted(image), "image");
    }

    @Test
    void anImageMustBeGiven() {
        refused("{'name':'web'}", "image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "'99999'", "99999999999", "'http'", "8.5", "null", "true", "[]"})
    void aPortMustBeBetween1And65535(String port) {
        refused(
                "{'name':'web','image':'web:1','container_ports':[{'protocol':'tcp','inner_port':%s}]}".formatted(port),
                "container_ports[0].inner_port");
    }

    @Test
    void aPortOfTheHostMustBeBetween1And65535Too() {
        refused(
                "{'name':'web','image':'web:1','container_ports':[{'inner_port':80,'outer_port':70000}]}",
                "container_ports[0].outer_port");
    }

    @Test
    void portsCannotBeGivenTwice() {
        refused(
                "{'name':'web','image':'web:1','container_ports':[{'inner_port':80},{'inner_port':81,'outer_port':8000},"
                        + "{'inner_port':'80'},{'inner_port':82,'outer_port':'8000'}]}",
                "container_ports[2].inner_port",
                "container_ports[3].outer_port");
    }

    @Test
    void aProtocolIsTcpOrUdp() {
        refused(
                "{'name':'web','image':'web:1','container_ports':[{'inner_port':80,'protocol':'icmp'}]}",
                "container_ports[0].protocol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "./data", "/", "/a/../b", "/a:b", ""})
    void aVolumeIsAnAbsolutePath(String path) {
        refused(
                "{'name':'web','image':'web:1','bindings':[{'container_path':'%s'}]}".formatted(path),
                "bindings[0].container_path");
    }

    @Test
    void aVolumeCannotBeADirectoryOfTheHostYet() {
        refused(
                "{'name':'web','image':'web:1','bindings':[{'container_path':'/data','host_path':'/etc'}]}",
                "bindings[0].host_path");
        refused(
                "{'name':'web','image':'web:1','bindings':[{'volumes_from':'/api/v1/service/x/'}]}",
                "bindings[0].volumes_from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "'many'", "1.5", "null", "[]"})
    void aCountIsAPositiveNumber(String count) {
        refused("{'name':'web','image':'web:1','target_num_containers':%s}".formatted(count), "target_num_containers");
    }

    @Test
    void aVariableOf5MegabytesIsTooLarge() {
        String large = "x".repeat(5 * 1024 * 1024);
        Answer answer = refused(
                "{'name':'web','image':'web:1','container_envvars':[{'key':'A','value':'1'},{'key':'B','value':'%s'}]}"
                        .formatted(large),
                "container_envvars[1].value");
        assertThat(answer.body()).hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A", "A B", "A=B", ""})
    void aVariableHasAName(String key) {
        refused(
                "{'name':'web','image':'web:1','container_envvars':[{'key':'%s','value':'1'}]}".formatted(key),
                "container_envvars[0].key");
    }

    @Test
    void aVariableCannotBeGivenTwice() {
        refused(
                "{'name':'web','image':'web:1','container_envvars':[{'key':'A','value':'1'},{'key':'A','value':'2'}]}",
                "container_envvars[1].key");
    }

    @Test
    void aLinkNeedsATargetOfTheSameTeam() {
        String foreign = clients.somebody().service("{'name':'db','image':'db:1'}");

        refused(
                "{'name':'web','image':'web:1','linked_to_service':[{'to_service':'%s'},{'to_service':'db'},{}]}"
                        .formatted(foreign),
                "linked_to_service[0].to_service",
                "linked_to_service[1].to_service",
                "linked_to_service[2].to_service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'memory':3 | memory",
                "'memory':'much' | memory",
                "'run_command':'sh -c \\u0027x' | run_command",
                "'run_command':['sh'] | run_command",
                "'autorestart':'SOMETIMES' | autorestart",
                "'health_check':{'running_seconds':-1} | health_check.running_seconds",
                "'health_check':{'start_deadline_seconds':0} | health_check.start_deadline_seconds",
                "'health_check':{'patience':1} | health_check.patience",
                "'health_check':{'check':'ping'} | health_check.check",
                "'health_check':{'check':'tcp'} | health_check.port",
                "'health_check':{'port':70000} | health_check.port",
                "'health_check':{'path':'up'} | health_check.path",
                "'health_check':{'stop_signal':'loud'} | health_check.stop_signal",
                "'rollout':{'order':'random'} | rollout.order",
                "'rollout':{'order':'start_first'},'bindings':[{'container_path':'/data'}] | rollout.order",
                "'rollout':{'parallelism':0} | rollout.parallelism",
                "'rollout':{'drain_seconds':-1} | rollout.drain_seconds",
                "'rollout':{'on_failure':'cry'} | rollout.on_failure",
                "'rollout':{'max_failures':101} | rollout.max_failures",
                "'rollout':{'speed':1} | rollout.speed",
                "'rollout':'fast' | rollout",
                "'sequential_deployment':'maybe' | sequential_deployment",
                "'container_ports':{} | container_ports",
                "'container_ports':[80] | container_ports[0]",
                "'container_ports':[{'inner_port':80,'public':true}] | container_ports[0].public",
                "'privileged':true | privileged",
                "'net':'none' | net",
                "'net':'host','container_ports':[{'inner_port':80,'published':true}] | net",
                "'pid':'host' | pid",
                "'autodestroy':'ON_FAILURE' | autodestroy",
                "'autodestroy':'ALWAYS','autorestart':'ALWAYS' | autodestroy",
                "'deployed_revision':1 | deployed_revision",
                "'autoredeploy':true | autoredeploy",
                "'deployment_strategy':'EVERY_NODE' | deployment_strategy",
                "'roles':['global'] | roles",
                "'cap_add':['SYS_ADMIN'] | cap_add",
                "'user':'nobody' | user",
                "'labels':{'a':'b'} | labels",
                "'nickname':'other' | nickname",
                "'state':'Running' | state",
                "'colour':'red' | colour",
            })
    void everyOtherFieldIsNamedToo(String fieldAndName) {
        String json = fieldAndName.substring(0, fieldAndName.indexOf(" | "));
        String name = fieldAndName.substring(fieldAndName.indexOf(" | ") + 3);
        Answer answer = ada.post("/api/v1/service/", "{'name':'web','image':'web:1'," + json + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.fields()).contains(name);
        nothingWasMade();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        refused(
                "{'name':'W','image':'web:1','target_num_containers':-1,'container_ports':[{'inner_port':0}],"
                        + "'bindings':[{'container_path':'data'}],'container_envvars':[{'key':'1','value':''}]}",
                "name",
                "target_num_containers",
                "container_ports[0].inner_port",
                "container_envvars[0].key",
                "bindings[0].container_path");
    }

    @Test
    void aNameIsTakenOnce() {
        ada.service("{'name':'web','image':'web:1'}");

        Answer again = ada.post("/api/v1/service/", "{'name':'web','image':'other:1'}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("name-taken");
        assertThat(again.fields()).containsExactly("name");
        assertThat(ada.get("/api/v1/service/").objects("image_name")).containsExactly("web:1");
    }

    @Test
    void ofManyWhoTakeANameAtTheSameMomentOneGetsIt() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            List<Callable<Answer>> racers = IntStream.range(0, 6)
                    .<Callable<Answer>>mapToObj(
                            i -> () -> ada.post("/api/v1/service/", "{'name':'web','image':'web:1'}"))
                    .toList();
            List<Answer> answers =
                    pool.invokeAll(racers).stream().map(f -> f.resultNow()).toList();

            assertThat(answers).filteredOn(a -> a.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(a -> a.status() != 201)
                    .allMatch(a -> a.status() == 409 && a.fields().equals(List.of("name")));
        }
    }

    @Test
    void aChangeFromAnOutdatedVersionIsRefused() {
        String web = ada.service("{'name':'web','image':'web:1'}");
        long seen = ada.get(web).at("version").asLong();
        assertThat(ada.patch(web, "{'image':'web:2','version':%d}".formatted(seen))
                        .status())
                .isEqualTo(200);

        Answer late = ada.patch(web, "{'image':'web:3','version':%d}".formatted(seen));
        Answer lateByHeader = ada.send(ApiClient.withBody(
                ada.request("PATCH", web).header("If-Match", "\"" + seen + "\""), "{'image':'web:3'}"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("code")).isEqualTo("changed-meanwhile");
        assertThat(lateByHeader.status()).isEqualTo(409);
        assertThat(ada.get(web).text("image_name")).isEqualTo("web:2");
        assertThat(ada.patch(web, "{'image':'web:3'}").status()).isEqualTo(200);
    }

    @Test
    void aChangeIsMadeAsAWholeOrNotAtAll() {
        String web = ada.service("{'name':'web','image':'web:1'}");

        Answer answer = ada.patch(web, "{'image':'web:2','target_num_containers':-1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("target_num_containers");
        Answer after = ada.get(web);
        assertThat(after.text("image_name")).isEqualTo("web:1");
        assertThat(after.at("revision").asInt()).isEqualTo(1);
    }

    @Test
    void aChangeNamesItsFieldsAsACreationDoes() {
        String web = ada.service("{'name':'web','image':'web:1'}");

        assertThat(ada.patch(web, "{'container_ports':[{'inner_port':0}]}").fields())
                .containsExactly("container_ports[0].inner_port");
        assertThat(ada.patch(web, "{'name':'other'}").fields()).containsExactly("name");
        assertThat(ada.patch(web, "{'uuid':'1','colour':1}").fields()).containsExactly("uuid", "colour");
    }

    private Answer refused(String body, String... fields) {
        Answer answer = ada.post("/api/v1/service/", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("invalid");
        assertThat(answer.fields()).containsExactlyInAnyOrder(fields);
        for (String field : fields) {
            assertThat(answer.text("error")).contains(field);
        }
        nothingWasMade();
        return answer;
    }

    private void nothingWasMade() {
        assertThat(ada.get("/api/v1/service/").at("meta").path("total_count").asInt())
                .isZero();
    }
}
