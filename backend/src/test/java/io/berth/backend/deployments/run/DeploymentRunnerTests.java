package io.berth.backend.deployments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.backend.deployments.rollout.Decision;
import io.berth.backend.deployments.rollout.Situation;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DeploymentRunnerTests {

    private static final UUID BROKEN = new UUID(0, 1);
    private static final UUID WHOLE = new UUID(0, 2);

    private final OneOfTwoIsBroken store = new OneOfTwoIsBroken();
    private final List<UUID> nodesAsked = new ArrayList<>();
    private final DeploymentRunner runner =
            new DeploymentRunner(store, (node, _) -> nodesAsked.add(node), InstantSource.system());

    @Test
    void aJobThatCannotBePutTogetherHoldsUpNoOtherDeployment() {
        assertThatThrownBy(runner::sweep).hasMessage("no key opens this");
        assertThat(nodesAsked).containsExactly(WHOLE);
    }

    @Test
    void norOtherJobsOfANodeThatHasComeBack() {
        assertThatThrownBy(() -> runner.connected(UUID.randomUUID())).hasMessage("no key opens this");
        assertThat(nodesAsked).containsExactly(WHOLE);
    }

    /** Each deployment has one job, whose node has the deployment's id. */
    private static final class OneOfTwoIsBroken implements RolloutStore {

        @Override
        public Round round(UUID deployment, Function<Situation, Decision> planner) {
            return new Round(List.of(deployment), null);
        }

        @Override
        public List<UUID> due(Instant now) {
            return List.of(BROKEN, WHOLE);
        }

        @Override
        public List<UUID> unanswered(UUID node) {
            return List.of(BROKEN, WHOLE);
        }

        @Override
        public Optional<Assignment> assignment(UUID job) {
            if (job.equals(BROKEN)) {
                throw new IllegalStateException("no key opens this");
            }
            return Optional.of(new Assignment(job, new Job.InspectImages(List.of()), 1));
        }

        @Override
        public void sent(UUID job, Instant at) {}

        @Override
        public Optional<UUID> answered(UUID node, UUID job, JobOutcome outcome) {
            return Optional.empty();
        }
    }
}
