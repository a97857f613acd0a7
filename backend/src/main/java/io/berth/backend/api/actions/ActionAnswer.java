package io.berth.backend.api.actions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.berth.backend.api.ChangeAnswer;
import io.berth.backend.api.Dates;
import io.berth.backend.api.Strategy;
import io.berth.backend.api.Uris;
import io.berth.backend.api.Words;
import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A deployment as the API shows it.
 *
 * @param object the service
 * @param method of the call that asks for such an action, with its path
 * @param rolloutState the state in Berth's own words, of which there are more
 * @param number counts the service's deployments, from 1
 * @param imageDigest what the tag was resolved to; null until then
 * @param message how it ended
 * @param goingBack why it returns to what ran before; null while it goes forward
 * @param waitingFor what it waits for that a person may have to mend
 * @param paused why nothing more is replaced for now
 * @param queuedBehind how many actions of the service come before it, while it is pending
 * @param slots the places of the service that it is about; empty means all
 * @param containersDone how many places of the service are as they should be
 * @param events its time line, only where one action is asked for
 * @param changes what differs from what ran before, only where one action is asked for
 * @param logs the last lines of containers that failed in it or were replaced by it, likewise
 * @param openSteps what it waits for from nodes, likewise
 * @param receipt what load balancers counted while it was at work, likewise
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
        String rolloutState,
        boolean isUserAction,
        boolean canBeCanceled,
        boolean canBeRolledBack,
        boolean canBePaused,
        boolean canBeResumed,
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
        @Nullable String paused,
        @Nullable String waitingFor,
        int queuedBehind,
        Strategy rollout,
        List<Integer> slots,
        @JsonInclude(Include.NON_NULL) @Nullable List<EventAnswer> events,
        @JsonInclude(Include.NON_NULL) @Nullable List<ChangeAnswer> changes,
        @JsonInclude(Include.NON_NULL) @Nullable List<LogAnswer> logs,
        @JsonInclude(Include.NON_NULL) @Nullable List<StepAnswer> openSteps,
        @JsonInclude(Include.NON_NULL) @Nullable List<ReceiptAnswer> receipt) {

    static ActionAnswer of(Deployment deployment) {
        return of(deployment, null);
    }

    static ActionAnswer of(DeploymentDetails details) {
        return of(details.deployment(), details);
    }

    private static ActionAnswer of(Deployment d, @Nullable DeploymentDetails details) {
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
                Words.of(d.state()),
                !d.requestedAs().equals(Actor.BERTH.name()),
                d.cancellable(),
                d.canRollBack(),
                d.canPause(),
                d.canResume(),
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
                d.paused(),
                d.waitingFor(),
                d.ahead(),
                Strategy.of(d.rollout()),
                d.slots().stream().sorted().toList(),
                details == null
                        ? null
                        : details.events().stream().map(EventAnswer::of).toList(),
                details == null ? null : ChangeAnswer.of(details.differences()),
                details == null
                        ? null
                        : details.logs().stream().map(LogAnswer::of).toList(),
                details == null
                        ? null
                        : details.openSteps().stream().map(StepAnswer::of).toList(),
                details == null
                        ? null
                        : details.receipt().stream().map(ReceiptAnswer::of).toList());
    }

    private static String method(Deployment d) {
        return switch (d.operation()) {
            case DEPLOY, ROLLBACK, SCALE, START, STOP, RESTART, DESTROY, CANARY, PROMOTE, ABORT -> "POST";
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
            case CANARY -> service + "canary/";
            case PROMOTE -> service + "canary/promote/";
            case ABORT -> service + "canary/abort/";
        };
    }
}
