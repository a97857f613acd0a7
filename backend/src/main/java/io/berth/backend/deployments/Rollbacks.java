package io.berth.backend.deployments;

import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.deployments.Preflight.NodeImage;
import io.berth.backend.deployments.preflight.Estimate;
import io.berth.backend.deployments.preflight.Obstacles;
import io.berth.backend.deployments.preflight.PastDurations;
import io.berth.backend.images.ImageLook;
import io.berth.backend.images.Images;
import io.berth.backend.images.Reach;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.services.Container;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at what a rollback would take, before it is asked for. */
@Component
public class Rollbacks {

    private final Services services;
    private final Deployments deployments;
    private final Images images;
    private final PastDurations past;

    Rollbacks(Services services, Deployments deployments, Images images, PastDurations past) {
        this.services = services;
        this.deployments = deployments;
        this.images = images;
        this.past = past;
    }

    /**
     * Asks nodes and registry about a revision's image, and says how long a rollback to it would take. Takes seconds at most:
     * whoever does not answer by then counts as not known.
     */
    public Preflight preflight(UUID teamId, UUID serviceId, int revision) {
        Service service = services.find(teamId, serviceId);
        Revision target = services.revision(teamId, serviceId, revision);
        PinnedImage image = target.image();
        ImageLook look = image == null ? null : images.look(teamId, serviceId, image);
        return new Preflight(
                target,
                look == null ? Reach.UNKNOWN : look.reach(),
                look == null ? List.of() : nodes(look),
                look == null ? null : estimate(service, target, look),
                Obstacles.of(service, target, look),
                differences(service, target));
    }

    private static List<NodeImage> nodes(ImageLook look) {
        return look.nodes().stream()
                .map(n -> new NodeImage(n.node().name(), n.there(), n.node().state() == NodeState.READY))
                .toList();
    }

    private @Nullable Duration estimate(Service service, Revision target, ImageLook look) {
        long present =
                service.containers().stream().map(Container::slot).distinct().count();
        int slots = present == 0 ? service.targetCount() : Math.toIntExact(present);
        int parallelism = target.definition().rollout().parallelism();
        return Estimate.of(past.of(service.id()), slots, parallelism, look.reach() != Reach.ON_NODES);
    }

    private List<Difference> differences(Service service, Revision target) {
        Integer newest = service.containers().stream()
                .map(Container::revision)
                .max(Integer::compare)
                .orElse(null);
        if (newest == null) {
            return List.of();
        }
        int running = service.deployedRevision() == null ? newest : service.deployedRevision();
        return deployments.compare(service.teamId(), service.id(), running, target.number());
    }
}
