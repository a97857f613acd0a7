package io.berth.backend.deployments.store;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.protocol.PinnedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts deployments together with their services, their revisions and their places in the queue. */
@Component
class DeploymentViews {

    private final DeploymentRepository deployments;
    private final Services services;

    DeploymentViews(DeploymentRepository deployments, Services services) {
        this.deployments = deployments;
        this.services = services;
    }

    Deployment of(DeploymentEntity deployment) {
        return of(List.of(deployment)).getFirst();
    }

    List<Deployment> of(List<DeploymentEntity> rows) {
        Set<UUID> serviceIds = rows.stream().map(d -> d.serviceId).collect(Collectors.toSet());
        Map<UUID, Service> byId =
                services.all(serviceIds).stream().collect(Collectors.toMap(Service::id, Function.identity()));
        Set<UUID> revisionIds = new HashSet<>();
        rows.forEach(d -> {
            revisionIds.add(d.revisionId);
            if (d.fromRevisionId != null) {
                revisionIds.add(d.fromRevisionId);
            }
        });
        Map<UUID, Revision> revisions = services.revisionsById(revisionIds);
        List<DeploymentEntity> notOver = notOver(rows);
        return rows.stream()
                .map(d -> view(
                        d,
                        Objects.requireNonNull(byId.get(d.serviceId)),
                        Objects.requireNonNull(revisions.get(d.revisionId)),
                        d.fromRevisionId == null ? null : revisions.get(d.fromRevisionId),
                        ahead(d, notOver)))
                .toList();
    }

    private List<DeploymentEntity> notOver(List<DeploymentEntity> rows) {
        Set<UUID> waiting = rows.stream()
                .filter(DeploymentEntity::queued)
                .map(d -> d.serviceId)
                .collect(Collectors.toSet());
        return waiting.isEmpty() ? List.of() : deployments.notOver(waiting);
    }

    private static int ahead(DeploymentEntity deployment, List<DeploymentEntity> notOver) {
        if (!deployment.queued()) {
            return 0;
        }
        return Math.toIntExact(notOver.stream()
                .filter(d -> d.serviceId.equals(deployment.serviceId) && d.number < deployment.number)
                .count());
    }

    private static Deployment view(
            DeploymentEntity d, Service service, Revision revision, @Nullable Revision from, int ahead) {
        return new Deployment(
                d.id,
                d.teamId,
                d.serviceId,
                service.name(),
                d.number,
                d.operation,
                d.state,
                revision.number(),
                from == null ? null : from.number(),
                revision.definition().image(),
                revision.definition().tag(),
                digest(revision),
                from == null ? null : from.definition().tag(),
                from == null ? null : digest(from),
                d.requestedAs,
                d.cancelRequested,
                d.rollBackRequested,
                d.course,
                d.turned,
                d.paused,
                d.readRollout(),
                d.readOnlySlots(),
                ahead,
                d.waitingFor,
                d.state.ended() ? d.message : null,
                d.doneSlots,
                d.totalSlots,
                d.createdAt,
                d.startedAt,
                d.finishedAt);
    }

    private static @Nullable String digest(Revision revision) {
        PinnedImage image = revision.image();
        if (image == null) {
            return null;
        }
        return image.digest() != null ? image.digest() : image.imageId();
    }
}
