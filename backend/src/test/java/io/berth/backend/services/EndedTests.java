package io.berth.backend.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.protocol.RestartPolicy;
import org.junit.jupiter.api.Test;

class EndedTests {

    @Test
    void whatEndedIsRemovedAsTheDefinitionWants() {
        assertThat(definition(RestartPolicy.NO, Autodestroy.NO).removesEnded(0)).isFalse();
        assertThat(definition(RestartPolicy.NO, Autodestroy.ON_SUCCESS).removesEnded(0))
                .isTrue();
        assertThat(definition(RestartPolicy.NO, Autodestroy.ON_SUCCESS).removesEnded(1))
                .isFalse();
        assertThat(definition(RestartPolicy.NO, Autodestroy.ON_SUCCESS).removesEnded(null))
                .isFalse();
        assertThat(definition(RestartPolicy.NO, Autodestroy.ALWAYS).removesEnded(137))
                .isTrue();
    }

    @Test
    void whatTheEngineBringsBackIsNotRemoved() {
        assertThat(definition(RestartPolicy.ON_FAILURE, Autodestroy.ALWAYS).removesEnded(1))
                .isFalse();
        assertThat(definition(RestartPolicy.ON_FAILURE, Autodestroy.ALWAYS).removesEnded(0))
                .isTrue();
    }

    private static ServiceDefinition definition(RestartPolicy restart, Autodestroy autodestroy) {
        ServiceDefinition plain = ServiceDefinition.of("shop/job", "1");
        return new ServiceDefinition(
                plain.image(),
                plain.tag(),
                plain.ports(),
                plain.variables(),
                plain.volumes(),
                plain.links(),
                plain.command(),
                plain.entrypoint(),
                plain.memoryMegabytes(),
                restart,
                autodestroy,
                plain.hostNetwork(),
                plain.health(),
                plain.rollout());
    }
}
