package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiFieldNamesTests {

    @ParameterizedTest
    @CsvSource({
        "name, name",
        "image, image",
        "tag, image",
        "count, target_num_containers",
        "ports, container_ports",
        "ports[0].containerPort, container_ports[0].inner_port",
        "ports[12].hostPort, container_ports[12].outer_port",
        "variables[3].key, container_envvars[3].key",
        "volumes[2], bindings[2].container_path",
        "links[1].service, linked_to_service[1].to_service",
        "links[1].alias, linked_to_service[1].name",
        "command, run_command",
        "entrypoint, entrypoint",
        "memoryMegabytes, memory",
        "health.stopGraceSeconds, health_check.stop_grace_seconds",
        "health.port, health_check.port",
        "health.stopSignal, health_check.stop_signal",
        "hostNetwork, net",
        "autodestroy, autodestroy",
        "rollout.order, rollout.order",
        "rollout.drainSeconds, rollout.drain_seconds",
        "rollout.maxFailures, rollout.max_failures",
        "container_ports[0].inner_port, container_ports[0].inner_port",
        "host, host",
    })
    void everyFieldHasTheNameThatClientsKnow(String internal, String api) {
        assertThat(ApiFieldNames.of(internal)).isEqualTo(api);
    }
}
