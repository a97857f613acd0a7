package io.berth.backend.deployments;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.berth.backend.deployments.run.DeploymentRunner;
import io.berth.backend.deployments.run.RolloutStore;
import io.berth.backend.nodes.AgentLink;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the runner on its real store, link and clock, and gives it its beat. */
@Configuration(proxyBeanMethods = false)
class DeploymentEngine {

    @Bean
    DeploymentRunner deploymentRunner(RolloutStore store, AgentLink link, InstantSource clock) {
        return new DeploymentRunner(store, link, clock);
    }

    /** Whichever replica has the beat moves on what nobody else has: nothing that is due is ever forgotten. */
    @Bean
    RecurringTask<Void> deploymentBeat(DeploymentRunner runner) {
        return Tasks.recurring("deployment-beat", FixedDelay.of(Duration.ofSeconds(1)))
                .execute((_, _) -> runner.sweep());
    }
}
