package io.berth.backend.deployments.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.Course;
import io.berth.protocol.FailureCode;
import org.junit.jupiter.api.Test;

class ReactionTests {

    @Test
    void aNewContainersFailureIsItsOwnAndEveryOtherIsTheDeployments() {
        assertThat(Reaction.to(JobKind.START, FailureCode.PORT_TAKEN, Course.FORWARD))
                .isEqualTo(Reaction.CONTAINER_FAILED);
        assertThat(Reaction.to(JobKind.AWAIT, FailureCode.OVERDUE, Course.BACK)).isEqualTo(Reaction.CONTAINER_FAILED);
        assertThat(Reaction.to(JobKind.PULL, FailureCode.IMAGE_NOT_FOUND, Course.FORWARD))
                .isEqualTo(Reaction.STEP_FAILED);
        assertThat(Reaction.to(JobKind.STOP, FailureCode.ENGINE_ERROR, Course.HALT))
                .isEqualTo(Reaction.STEP_FAILED);
    }

    @Test
    void aWaitThatTheTurnItselfHasEndedIsNoFailure() {
        assertThat(Reaction.to(JobKind.AWAIT, FailureCode.INTERRUPTED, Course.FORWARD))
                .isEqualTo(Reaction.CONTAINER_FAILED);
        assertThat(Reaction.to(JobKind.AWAIT, FailureCode.INTERRUPTED, Course.BACK))
                .isEqualTo(Reaction.ASK_ANEW);
        assertThat(Reaction.to(JobKind.AWAIT, FailureCode.INTERRUPTED, Course.HALT))
                .isEqualTo(Reaction.ASK_ANEW);
    }

    @Test
    void whatWasNotTriedIsNoFailureOnAnyCourse() {
        for (Course course : Course.values()) {
            for (JobKind kind : JobKind.values()) {
                assertThat(Reaction.to(kind, FailureCode.OUTDATED, course)).isEqualTo(Reaction.ASK_ANEW);
                assertThat(Reaction.to(kind, FailureCode.ENGINE_UNREACHABLE, course))
                        .isEqualTo(Reaction.KEEP_ASKING);
            }
        }
    }
}
