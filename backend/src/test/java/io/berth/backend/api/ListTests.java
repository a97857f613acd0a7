package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.api.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Pages and filters, the same for every resource. */
@ApiTest
class ListTests {

    private final ApiClients clients;
    private ApiClient ada;

    @Autowired
    ListTests(ApiClients clients) {
        this.clients = clients;
        this.ada = clients.somebody();
    }

    @BeforeEach
    void somebody() {
        ada = clients.somebody();
    }

    @Test
    void anEmptyListHasItsEnvelope() {
        assertThat(ada.get("/api/v1/service/").body())
                .isEqualTo(
                        "{\"meta\":{\"limit\":25,\"offset\":0,\"total_count\":0,\"next\":null,\"previous\":null},\"objects\":[]}");
    }

    @Test
    void pagesLeadToEachOtherFromTheFirstToTheLast() {
        for (int i = 1; i <= 5; i++) {
            ada.service("{'name':'web-%d','image':'web:1'}".formatted(i));
        }
        List<String> seen = new ArrayList<>();
        String page = "/api/v1/service/?limit=2&state=Not%20running";
        while (page != null) {
            Answer answer = ada.get(page);
            JsonNode meta = answer.at("meta");
            assertThat(meta.path("total_count").asInt()).isEqualTo(5);
            assertThat(meta.path("limit").asInt()).isEqualTo(2);
            seen.addAll(answer.objects("name"));
            page = meta.path("next").isNull() ? null : meta.path("next").asString();
            if (page != null) {
                assertThat(page).startsWith("/api/v1/service/?limit=2&offset=").endsWith("&state=Not%20running");
            }
        }
        assertThat(seen).containsExactly("web-1", "web-2", "web-3", "web-4", "web-5");
        JsonNode last = ada.get("/api/v1/service/?limit=2&offset=4").at("meta");
        assertThat(last.path("previous").asString()).isEqualTo("/api/v1/service/?limit=2&offset=2");
        assertThat(ada.get("/api/v1/service/?offset=99").objects("name")).isEmpty();
    }

    @Test
    void servicesAreFilteredByTheirFields() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        ada.service("{'name':'db','image':'db:1'}");
        String uuid = web.split("/")[4];

        assertThat(names("/api/v1/service/?name=web")).containsExactly("web");
        assertThat(names("/api/v1/service/?state=Running")).containsExactly("web");
        assertThat(names("/api/v1/service/?state=Running&state=Not%20running")).containsExactly("db", "web");
        assertThat(names("/api/v1/service/?uuid=" + uuid)).containsExactly("web");
        assertThat(names("/api/v1/service/?uuid__startswith=" + uuid.substring(0, 8)))
                .containsExactly("web");
        assertThat(names("/api/v1/service/?name=web&state=Stopped")).isEmpty();
        assertThat(names("/api/v1/service/?stack__name=shop")).isEmpty();
    }

    @Test
    void containersAreFilteredByServiceAndNode() {
        String web = ada.running("{'name':'web','image':'web:1','target_num_containers':2}");
        ada.running("{'name':'db','image':'db:1'}");
        String node = ada.get("/api/v1/node/").objects("resource_uri").getFirst();

        assertThat(names("/api/v1/container/?service=" + web)).containsExactlyInAnyOrder("web-1", "web-2");
        assertThat(names("/api/v1/container/?service=" + web.split("/")[4])).hasSize(2);
        assertThat(names("/api/v1/container/?node=" + node)).hasSize(3);
        assertThat(names("/api/v1/container/?name=db-1&state=Running")).containsExactly("db-1");
        assertThat(names("/api/v1/container/?service=nonsense")).isEmpty();
    }

    @Test
    void actionsAreFilteredByObjectStateAndDate() {
        String web = ada.running("{'name':'web','image':'web:1'}");
        String db = ada.running("{'name':'db','image':'db:1'}");
        ada.ended(ada.post(web + "stop/"));
        String container = ada.get(db).at("containers").get(0).asString();
        String stop = ada.get("/api/v1/action/").objects("uuid").getFirst();

        assertThat(actions("?object=" + web)).containsExactly("Service Stop", "Service Start");
        assertThat(actions("?object=" + container)).isEmpty();
        assertThat(actions("?include_related=true&object=" + container)).containsExactly("Service Start");
        assertThat(actions("?state=Success")).hasSize(3);
        assertThat(actions("?state=In%20progress")).isEmpty();
        assertThat(actions("?uuid=" + stop)).containsExactly("Service Stop");
        assertThat(actions("?uuid__startswith=" + stop.substring(0, 7))).containsExactly("Service Stop");
        assertThat(actions("?uuid=nonsense")).isEmpty();
        assertThat(
                        actions(
                                "?start_date__gte=2020-01-01T00:00:00Z&end_date__lte=Mon,%2013%20Oct%202098%2011:01:43%20%2B0000"))
                .hasSize(3);
        assertThat(actions("?start_date__lte=2020-01-01")).isEmpty();
        assertThat(actions("?limit=1&offset=1")).containsExactly("Service Start");
    }

    @Test
    void aFilterThatIsNotThereIsRefusedByName() {
        for (String type : List.of("service", "container", "action", "node", "volume", "registry")) {
            Answer answer = ada.get("/api/v1/" + type + "/?colour=red");
            assertThat(answer.status()).as(type).isEqualTo(400);
            assertThat(answer.fields()).containsExactly("colour");
        }
        assertThat(ada.get("/api/v1/service/?limit=-1").fields()).containsExactly("limit");
        assertThat(ada.get("/api/v1/service/?offset=x").fields()).containsExactly("offset");
        assertThat(ada.get("/api/v1/action/?state=Tired").fields()).containsExactly("state");
        assertThat(ada.get("/api/v1/action/?start_date=yesterday").fields()).containsExactly("start_date");
    }

    private List<String> names(String path) {
        return ada.get(path).objects("name");
    }

    private List<String> actions(String query) {
        return ada.get("/api/v1/action/" + query).objects("action");
    }
}
