package io.berth.backend.deployments;

import io.berth.backend.deployments.run.DeploymentRunner;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Puts agents that answer in memory in the place of real ones. */
@TestConfiguration(proxyBeanMethods = false)
public class ScriptedAgentsConfiguration {

    @Bean
    @Primary
    ScriptedAgents scriptedAgents(ObjectProvider<DeploymentRunner> runner, ApplicationEventPublisher news) {
        return new ScriptedAgents(runner, news);
    }
}
