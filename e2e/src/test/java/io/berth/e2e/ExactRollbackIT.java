package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rollback runs what ran before, exactly, whatever has become of tags and registry since. */
@ExtendWith(Evidence.class)
class ExactRollbackIT {

    private static final int REVISIONS = 6;

    /** The one variable that differs between any two containers: where the API tells of it. */
    private static final String OWN_ADDRESS = "TUTUM_CONTAINER_API_";

    @SuppressWarnings("NullAway.Init")
    private static OwnRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        registry = OwnRegistry.started("exact");
        berth = Installation.started("exact");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        Closing.all(berth, registry);
    }

    @Test
    void eachOfTheLastFiveRevisionsRunsAgainAlthoughItsTagHasMovedAndTheRegistryIsOff() {
        List<AsInspected> ran = new ArrayList<>();
        List<Map<String, Object>> definitions = new ArrayList<>();
        for (int n = 1; n <= REVISIONS; n++) {
            definitions.add(definition(n, registry.offer("exact:v" + n, "version " + n)));
        }
        String service = api.run(definitions.getFirst());
        ran.add(inspect());
        for (Map<String, Object> definition : definitions.subList(1, REVISIONS)) {
            Map<String, Object> change = new HashMap<>(definition);
            change.remove("name");
            api.patch(service, change).ok();
            api.succeed(api.act(service, "redeploy"));
            ran.add(inspect());
        }
        for (int n = 1; n <= REVISIONS; n++) {
            isAsDefined(ran.get(n - 1), n);
        }
        assertThat(ran).extracting(AsInspected::imageId).doesNotHaveDuplicates();

        for (int n = 1; n <= REVISIONS; n++) {
            registry.offer("exact:v" + n, "not version " + n);
        }
        registry.switchOff();

        for (int n = REVISIONS - 1; n >= 1; n--) {
            rollBack(service, n);
            assertThat(inspect()).as("revision " + n).isEqualTo(ran.get(n - 1));
            assertThat(page()).isEqualTo("version " + n + "\n");
            JsonNode now = api.get(service).ok();
            assertThat(now.path("revision").asInt())
                    .as("configuration goes back too")
                    .isEqualTo(n);
            assertThat(now.path("deployed_revision").asInt()).isEqualTo(n);
            assertThat(now.path("image_name").asText()).endsWith(":v" + n);
            assertThat(now.path("synchronized").asBoolean()).isTrue();
        }
    }

    private static void rollBack(String service, int revision) {
        JsonNode preflight =
                api.get(service + "revision/" + revision + "/preflight/").ok();
        assertThat(preflight.path("problems")).as("preflight " + preflight).isEmpty();
        Api.Answer asked = api.post(service + "rollback/", Map.of("revision", revision));
        asked.ok();
        JsonNode action = api.succeed(asked.action());
        assertThat(action.path("action").asText()).isEqualTo("Service Rollback");
        assertThat(Api.state(action)).isEqualTo("succeeded");
    }

    /** Everything about it is of that number. */
    private static Map<String, Object> definition(int n, String image) {
        List<Map<String, ?>> ports = new ArrayList<>();
        ports.add(Map.of("protocol", "tcp", "inner_port", Definitions.WEB_PORT));
        ports.add(Map.of("protocol", "tcp", "inner_port", 9000 + n, "published", true));
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", "exact");
        definition.put("image", image);
        definition.put("target_num_containers", 1);
        definition.put("container_ports", ports);
        definition.put(
                "container_envvars",
                List.of(
                        Map.of("key", "NUMBER", "value", String.valueOf(n)),
                        Map.of("key", "ONLY_IN_" + n, "value", "secret " + n, "secret", true)));
        definition.put("run_command", "/bin/sh -c 'echo " + n + "; exec /bin/serve'");
        return definition;
    }

    private static void isAsDefined(AsInspected inspected, int n) {
        assertThat(inspected.environment()).contains("NUMBER=" + n, "ONLY_IN_" + n + "=secret " + n);
        assertThat(inspected.command()).containsExactly("/bin/sh", "-c", "echo " + n + "; exec /bin/serve");
        assertThat(inspected.ports())
                .isEqualTo(Map.of(Definitions.WEB_PORT + "/tcp", false, (9000 + n) + "/tcp", true));
        assertThat(inspected.image()).matches(".*/exact@sha256:[0-9a-f]{64}");
    }

    private static AsInspected inspect() {
        List<ContainerOnEngine> containers = berth.containers("exact");
        assertThat(containers).hasSize(1).allMatch(ContainerOnEngine::running);
        return AsInspected.of(
                TestBed.get().engine().inspect(containers.getFirst().id()));
    }

    private static String page() {
        return TestBed.get().engine().run(berth.containers("exact").getFirst().id(), "cat", "/www/version");
    }

    /**
     * What {@code docker inspect} says of a container.
     *
     * @param image as the engine was told it, with its digest
     * @param ports whether each is published on the host
     */
    private record AsInspected(
            String imageId, String image, Set<String> environment, Map<String, Boolean> ports, List<String> command) {

        static AsInspected of(InspectContainerResponse container) {
            Map<String, Boolean> ports = new TreeMap<>();
            for (Map.Entry<ExposedPort, Ports.Binding[]> port :
                    container.getNetworkSettings().getPorts().getBindings().entrySet()) {
                ports.put(port.getKey().toString(), port.getValue() != null && port.getValue().length > 0);
            }
            return new AsInspected(
                    Objects.requireNonNull(container.getImageId()),
                    Objects.requireNonNull(container.getConfig().getImage()),
                    Arrays.stream(Objects.requireNonNull(container.getConfig().getEnv()))
                            .filter(variable -> !variable.startsWith(OWN_ADDRESS))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    ports,
                    List.of(Objects.requireNonNull(container.getConfig().getCmd())));
        }
    }
}
