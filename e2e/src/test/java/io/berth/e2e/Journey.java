package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What must be true after the quick start, wherever the platform runs. */
record Journey(Api api, String installation) {

    private static final String PASSWORD = "change-me";

    void webRunsItsSecondRevision() {
        List<ContainerOnEngine> web = TestBed.get().engine().containers(installation, "web");
        assertThat(web).extracting(ContainerOnEngine::slot).containsExactly(1, 2, 3);
        assertThat(web).allMatch(c -> c.running() && c.revision() == 2);
        JsonNode service = service("web");
        assertThat(service.path("state").asText()).isEqualTo("Running");
        assertThat(service.path("synchronized").asBoolean()).isTrue();
        assertThat(service.path("image_name").asText()).endsWith("/web:2");
    }

    void historyTellsBothDeploymentsOf(String name) {
        String service = service(name).path("resource_uri").asText();
        assertThat(api.list("/api/v1/action/").stream()
                        .filter(a -> service.equals(a.path("object").asText()))
                        .filter(a -> "Success".equals(a.path("state").asText())))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    void databaseKeepsItsRowsThroughARedeploy() {
        Engine engine = TestBed.get().engine();
        ContainerOnEngine before = only("db");
        Rows.write(before.id(), PASSWORD, 1000);
        api.succeed(api.act(service("db").path("resource_uri").asText(), "redeploy"));
        ContainerOnEngine after = only("db");
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.volumes()).isEqualTo(before.volumes()).containsKey("/var/lib/mysql");
        assertThat(Rows.count(after.id(), PASSWORD)).isEqualTo(1000);
        assertThat(engine.volumes(installation)).contains(after.volumes().get("/var/lib/mysql"));
    }

    private ContainerOnEngine only(String service) {
        List<ContainerOnEngine> containers = TestBed.get().engine().containers(installation, service);
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    private JsonNode service(String name) {
        return api.get(api.list("/api/v1/service/?name=" + name)
                        .getFirst()
                        .path("resource_uri")
                        .asText())
                .ok();
    }
}
