package io.berth.backend.api.actions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.berth.backend.api.Dates;
import io.berth.backend.api.Uris;
import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A deployment as the API shows it.
 *
 * @param object the service
 * @param method of the call that asks for such an action, with its path
 * @param number counts the service's deployments, from 1
 * @param imageDigest what the tag was resolved to; null until then
 * @param message how it ended
 * @param goingBack why it returns to what ran before; null while it goes forward
 * @param waitingFor what it waits for that a person may have to mend
 * @param containersDone how many places of the service are as they should be
 * @param events its time line, only where one action is asked for
 * @param changes what differs from what ran before, only where one action is asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record ActionAnswer(
        String uuid,
        String resourceUri,
        String object,
        String action,
        String method,
        String path,
        String body,
        String userAgent,
        String ip,
        String location,
        String user,
        String startDate,
        @Nullable String endDate,
        String state,
        boolean isUserAction,
        boolean canBeCanceled,
        boolean canBeRetried,
        int number,
        int revision,
        @Nullable Integer fromRevision,
        String imageName,
        @Nullable String imageDigest,
        @Nullable String fromImageTag,
        @Nullable String fromImageDigest,
        int percent,
        int containersDone,
        int containersTotal,
        @Nullable String message,
        @Nullable String goingBack,
        @Nullable String waitingFor,
        @JsonInclude(Include.NON_NULL) @Nullable List<EventAnswer> events,
        @JsonInclude(Include.NON_NULL) @Nullable List<ChangeAnswer> changes) {

    static ActionAnswer of(Deployment deployment) {
        return of(deployment, null, null);
    }

    static ActionAnswer of(DeploymentDetails details) {
        return of(
                details.deployment(),
                details.events().stream().map(EventAnswer::of).toList(),
                details.differences().stream().map(ChangeAnswer::of).toList());
    }

    private static ActionAnswer of(
            Deployment d, @Nullable List<EventAnswer> events, @Nullable List<ChangeAnswer> changes) {
        String service = Uris.service(d.serviceId());
        return new ActionAnswer(
                d.id().toString(),
                Uris.action(d.id()),
                service,
                "Service " + d.operation().label(),
                method(d),
                path(d, service),
                "",
                "",
                "",
                "",
                d.requestedAs(),
                Dates.text(d.createdAt()),
                Dates.optional(d.finishedAt()),
                ActionState.of(d).label(),
                !d.requestedAs().equals(Actor.BERTH.name()),
                d.cancellable(),
                false,
                d.number(),
                d.revision(),
                d.fromRevision(),
                d.image() + ":" + d.tag(),
                d.digest(),
                d.fromTag(),
                d.fromDigest(),
                d.percent(),
                d.done(),
                d.total(),
                d.message(),
                d.goingBack(),
                d.waitingFor(),
                events,
                changes);
    }

    private static String method(Deployment d) {
        return switch (d.operation()) {
            case DEPLOY, ROLLBACK, SCALE, START, STOP, RESTART, DESTROY -> "POST";
            case TERMINATE -> "DELETE";
        };
    }

    private static String path(Deployment d, String service) {
        return switch (d.operation()) {
            case DEPLOY -> service + "redeploy/";
            case SCALE -> service + "scale/";
            case START -> service + "start/";
            case STOP -> service + "stop/";
            case ROLLBACK -> service + "rollback/";
            case RESTART -> service + "restart/";
            case DESTROY -> service;
            case TERMINATE -> service;
        };
    }

    /** @param slot the place in the service that it is about; null if about all */
    @JsonNaming(SnakeCaseStrategy.class)
    record EventAnswer(
            String date,
            String level,
            @Nullable Integer slot,
            @Nullable String container,
            String text) {
        static EventAnswer of(DeploymentDetails.Event event) {
            UUID container = event.containerId();
            return new EventAnswer(
                    Dates.text(event.at()),
                    event.level().name().toLowerCase(Locale.ROOT),
                    event.slot(),
                    container == null ? null : Uris.container(container),
                    event.text());
        }
    }

    /** @param before null if it was not there */
    record ChangeAnswer(
            String what, @Nullable String before, @Nullable String after) {
        static ChangeAnswer of(DeploymentDetails.Difference difference) {
            return new ChangeAnswer(difference.what(), difference.before(), difference.after());
        }
    }
}
