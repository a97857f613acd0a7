package io.berth.backend.deployments.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.protocol.RestartPolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HandoversTests {

    private static final Port WEB = new Port(80, "tcp", true, 8080);
    private static final Port TLS = new Port(443, "tcp", true, null);

    @Test
    void balancersThatPublishTheSamePortsRunSideBySide() {
        Revision old = revision(1, ServiceDefinition.BALANCER_IMAGE, WEB, TLS);
        Revision present = revision(2, ServiceDefinition.BALANCER_IMAGE, TLS, WEB);

        assertThat(Handovers.exclusive(old, List.of(old, present))).isFalse();
        assertThat(Handovers.exclusive(present, List.of(old, present))).isFalse();
    }

    @Test
    void balancersThatPublishOtherPortsDoNotEvenIfTheEngineChoosesThem() {
        Revision old = revision(1, ServiceDefinition.BALANCER_IMAGE, TLS);
        Revision present = revision(2, ServiceDefinition.BALANCER_IMAGE, TLS, new Port(81, "tcp", true, null));

        assertThat(Handovers.exclusive(old, List.of(old, present))).isTrue();
        assertThat(Handovers.exclusive(present, List.of(old, present))).isTrue();
    }

    @Test
    void nothingElseOnAFixedPortDoesNorWhatBecomesABalancer() {
        Revision plain = revision(1, "web", WEB);
        Revision balancer = revision(2, ServiceDefinition.BALANCER_IMAGE, WEB);

        assertThat(Handovers.exclusive(plain, List.of(plain))).isTrue();
        assertThat(Handovers.exclusive(balancer, List.of(plain, balancer))).isTrue();
        assertThat(Handovers.exclusive(revision(3, "web", TLS), List.of(revision(3, "web", TLS))))
                .isFalse();
    }

    private static Revision revision(int number, String image, Port... ports) {
        ServiceDefinition definition = new ServiceDefinition(
                image,
                "1",
                List.of(ports),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                RestartPolicy.NO,
                Autodestroy.NO,
                false,
                Health.DEFAULT,
                Rollout.DEFAULT);
        return new Revision(
                new UUID(1, number),
                new UUID(2, 2),
                number,
                definition,
                "hash",
                null,
                null,
                "edited",
                "ada",
                Instant.EPOCH,
                null,
                null);
    }
}
