package io.berth.backend.deployments.store;

import io.berth.backend.audit.Changed;
import io.berth.backend.deployments.DeploymentDetails.Event;
import io.berth.backend.deployments.DeploymentDetails.Level;
import io.berth.backend.services.ContainerRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Writes down what a deployment does, for people. */
@Component
class TimeLine {

    private final EventRepository events;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    TimeLine(EventRepository events, ApplicationEventPublisher news, InstantSource clock) {
        this.events = events;
        this.news = news;
        this.clock = clock;
    }

    void note(DeploymentEntity deployment, Level level, String text) {
        events.save(new EventEntity(deployment.id, null, null, clock.instant(), level, text));
        changed(deployment);
    }

    void note(DeploymentEntity deployment, int slot, Level level, String text) {
        events.save(new EventEntity(deployment.id, null, slot, clock.instant(), level, text));
        changed(deployment);
    }

    void note(DeploymentEntity deployment, ContainerRecord container, Level level, String text) {
        events.save(new EventEntity(deployment.id, container.id(), container.slot(), clock.instant(), level, text));
        changed(deployment);
    }

    /** Whether a reason was told already, in its own words or as a part of longer ones. */
    boolean tells(DeploymentEntity deployment, String reason) {
        return of(deployment.id).stream().map(Event::text).anyMatch(t -> t.contains(reason) || reason.contains(t));
    }

    List<Event> of(UUID deployment) {
        return events.findByDeploymentIdOrderById(deployment).stream()
                .map(e -> new Event(e.at, e.level, e.slot, e.containerId, e.text))
                .toList();
    }

    void changed(DeploymentEntity deployment) {
        news.publishEvent(new Changed(deployment.teamId, "deployment-" + deployment.id));
        news.publishEvent(new Changed(deployment.teamId, "service-" + deployment.serviceId));
        news.publishEvent(new Changed(deployment.teamId, "services"));
        news.publishEvent(new Changed(deployment.teamId, "history"));
    }
}
