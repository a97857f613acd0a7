package io.berth.backend.web;

import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deployment of {@code web} from revision 6 to 7, two of three containers in, as a test of a page wants it. */
public final class DeploymentForPages {

    public static final UUID SERVICE = UUID.randomUUID();

    private final int number;
    private final DeploymentState state;
    private Operation operation = Operation.DEPLOY;
    private Course course = Course.FORWARD;
    private Set<Integer> slots = Set.of();
    private @Nullable String turned;
    private @Nullable String paused;
    private @Nullable String cancelledBy;
    private @Nullable String waitingFor;
    private @Nullable String message;
    private int ahead;

    private DeploymentForPages(int number, DeploymentState state) {
        this.number = number;
        this.state = state;
    }

    public static DeploymentForPages in(int number, DeploymentState state) {
        return new DeploymentForPages(number, state);
    }

    public DeploymentForPages doing(Operation what) {
        operation = what;
        return this;
    }

    public DeploymentForPages on(Integer... only) {
        slots = Set.of(only);
        return this;
    }

    public DeploymentForPages turned(Course to, String why) {
        course = to;
        turned = why;
        return this;
    }

    public DeploymentForPages paused(String why) {
        paused = why;
        return this;
    }

    public DeploymentForPages cancelledBy(String who) {
        cancelledBy = who;
        return this;
    }

    public DeploymentForPages waitingFor(String what) {
        waitingFor = what;
        return this;
    }

    public DeploymentForPages message(String words) {
        message = words;
        return this;
    }

    public DeploymentForPages behind(int others) {
        ahead = others;
        return this;
    }

    public Deployment made() {
        boolean begun = state != DeploymentState.QUEUED && state != DeploymentState.SUPERSEDED;
        return new Deployment(
                new UUID(7, number),
                new UUID(7, 0),
                SERVICE,
                "web",
                number,
                operation,
                state,
                7,
                6,
                "registry.example/shop/web",
                "2",
                "sha256:8f0c2b7d11aa45e2b7d11aa45e2b7d11aa45e2b7d11aa45e2b7d11aa45e2b7d1",
                "1",
                "sha256:1aa45e2b7d118f0c2b7d11aa45e2b7d11aa45e2b7d11aa45e2b7d11aa45e2b7d",
                "ada",
                cancelledBy,
                null,
                course,
                turned,
                paused,
                Rollout.DEFAULT,
                slots,
                ahead,
                waitingFor,
                message,
                begun ? 2 : 0,
                begun ? 3 : 0,
                PageRenderer.NOW.minusSeconds(75),
                begun ? PageRenderer.NOW.minusSeconds(74) : null,
                state.ended() ? PageRenderer.NOW.minusSeconds(12) : null);
    }
}
