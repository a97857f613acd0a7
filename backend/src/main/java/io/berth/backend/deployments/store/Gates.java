package io.berth.backend.deployments.store;

import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.protocol.HealthGate;
import io.berth.protocol.ImageFacts;
import java.util.Optional;

/** What must be seen before a container of a revision counts as healthy. */
final class Gates {

    private Gates() {}

    static HealthGate of(Revision revision) {
        ServiceDefinition definition = revision.definition();
        Health health = definition.health();
        int deadline = health.startDeadlineSeconds();
        HealthGate running = new HealthGate.RunningFor(health.runningSeconds(), deadline);
        return switch (health.check()) {
            case AUTO -> automatic(revision, running);
            case DOCKER -> new HealthGate.DockerHealthCheck(deadline);
            case TCP -> port(definition).map(p -> tcp(p, deadline)).orElse(running);
            case HTTP -> {
                String path = health.path() == null ? "/" : health.path();
                yield port(definition)
                        .<HealthGate>map(p -> new HealthGate.HttpProbe(p, path, deadline))
                        .orElse(running);
            }
            case RUNNING -> running;
        };
    }

    private static HealthGate automatic(Revision revision, HealthGate running) {
        ImageFacts facts = revision.facts();
        if (facts != null && facts.hasHealthCheck()) {
            return new HealthGate.DockerHealthCheck(running.deadlineSeconds());
        }
        return firstPort(revision.definition())
                .map(p -> tcp(p, running.deadlineSeconds()))
                .orElse(running);
    }

    private static HealthGate tcp(int port, int deadline) {
        return new HealthGate.TcpProbe(port, deadline);
    }

    private static Optional<Integer> port(ServiceDefinition definition) {
        return Optional.ofNullable(definition.health().port()).or(() -> firstPort(definition));
    }

    private static Optional<Integer> firstPort(ServiceDefinition definition) {
        return definition.ports().stream()
                .filter(p -> p.protocol().equals("tcp"))
                .map(Port::containerPort)
                .findFirst();
    }
}
