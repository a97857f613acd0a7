package io.berth.backend.api.services;

import io.berth.backend.api.Caller;
import io.berth.backend.api.Fields;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.deployments.DeploymentSearch;
import io.berth.backend.deployments.DeploymentSearch.Range;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.deployments.Operation;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import io.berth.backend.services.Services;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a service as a whole or not at all: definition and number of containers come in one request. */
@Component
@Transactional
class ServiceChanges {

    private static final int MOST_WAITING = 1000;

    private final Services services;
    private final Deployments deployments;
    private final ServiceLookup lookup;

    ServiceChanges(Services services, Deployments deployments, ServiceLookup lookup) {
        this.services = services;
        this.deployments = deployments;
        this.lookup = lookup;
    }

    /**
     * Applies what was sent to the service as it is now. Another number of containers is reached at once if the service
     * runs, and otherwise by its next start.
     *
     * @param service of the caller's team
     * @param seen the version that the change was made from; null leaves it to the body
     * @param whenBusy what happens to the new number if the service is being worked on
     * @return the deployment that reaches the new number, if there is one
     */
    public Optional<Deployment> apply(
            Caller caller, UUID service, @Nullable Long seen, WhenBusy whenBusy, Fields body) {
        Service present = services.lockForDeployment(service);
        if (present.state() == ServiceState.TERMINATED) {
            throw new ConflictException("state", present.name() + " is terminated");
        }
        ServiceInput input = ServiceInput.ofChange(body, present, lookup.in(caller.teamId()));
        refuseIfOutdated(present, seen);
        refuseIfOutdated(
                present, input.version() == null ? null : input.version().longValue());
        if (!input.definition().equals(DefinitionReader.masked(present.definition()))) {
            services.change(caller.teamId(), service, caller.actor(), present.version(), input.definition());
        }
        if (input.count() == present.targetCount()) {
            return Optional.empty();
        }
        return count(caller, present, input.count(), DeploymentRequest.of(null).whenBusy(whenBusy));
    }

    /** Reaches the number of containers that is stored, unless that is being done or waits for its turn. */
    public Deployment scaleToTarget(Caller caller, UUID service, DeploymentRequest request) {
        Service present = services.lockForDeployment(service);
        return notEnded(caller.teamId(), service).stream()
                .filter(d -> d.operation() == Operation.SCALE)
                .findFirst()
                .orElseGet(() ->
                        deployments.scale(caller.teamId(), service, caller.actor(), present.targetCount(), request));
    }

    private List<Deployment> notEnded(UUID team, UUID service) {
        Set<DeploymentState> states = Arrays.stream(DeploymentState.values())
                .filter(state -> !state.ended())
                .collect(Collectors.toSet());
        DeploymentSearch search = new DeploymentSearch(null, null, service, states, false, Range.ANY, Range.ANY);
        return deployments.search(team, search, 0, MOST_WAITING).deployments();
    }

    private Optional<Deployment> count(Caller caller, Service service, int count, DeploymentRequest request) {
        return switch (service.state()) {
            case NOT_RUNNING, STOPPED -> {
                services.setTargetCount(caller.teamId(), service.id(), caller.actor(), count);
                yield Optional.empty();
            }
            default -> Optional.of(deployments.scale(caller.teamId(), service.id(), caller.actor(), count, request));
        };
    }

    private static void refuseIfOutdated(Service service, @Nullable Long seen) {
        if (seen != null && !Objects.equals(seen, service.version())) {
            throw new ConflictException(
                    "changed-meanwhile",
                    "%s was changed by somebody else meanwhile: it is at version %d now, your change was made from %d"
                            .formatted(service.name(), service.version(), seen));
        }
    }
}
