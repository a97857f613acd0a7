package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.backend.PostgresForTests;
import io.berth.backend.accounts.Teams;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.run.DeploymentRunner;
import io.berth.backend.images.Images;
import io.berth.backend.services.Container;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.Job;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A team with a node whose agent answers in memory, on a real database. */
@SpringBootTest
@Import({PostgresForTests.class, ScriptedAgentsConfiguration.class})
@SuppressWarnings("NullAway.Init") // filled in by Spring before each test
abstract class WithDeployments {

    @MockitoBean
    Images images;

    @Autowired
    Services services;

    @Autowired
    Deployments deployments;

    @Autowired
    Volumes volumes;

    @Autowired
    ScriptedAgents agents;

    @Autowired
    DeploymentRunner runner;

    @Autowired
    JdbcClient database;

    @Autowired
    Users users;

    @Autowired
    Teams teams;

    @Autowired
    ApplicationEventPublisher news;

    UUID team = new UUID(0, 0);
    UUID node = new UUID(0, 0);
    String harbour = "";
    Actor ada = Actor.BERTH;

    @BeforeEach
    void aTeamWithANode() {
        agents.reset();
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        User user = users.register(name, "correct-horse-battery");
        ada = new Actor(user.id(), user.username());
        team = teams.create(name + "-team", ada).id();
        node = UUID.randomUUID();
        harbour = name + "-harbour";
        database.sql("insert into node (id, team_id, name, address, certificate_serial, connected, engine_answers,"
                        + " joined_at, last_seen_at)"
                        + " values (?, ?, ?, '127.0.0.1', '1', true, true, now(), now() + interval '1 day')")
                .params(node, team, harbour)
                .update();
    }

    Service deployed(String name, ServiceDefinition definition, int count) {
        Service service = services.create(team, ada, name, definition, count);
        succeeded(deployments.redeploy(team, service.id(), ada, DeploymentRequest.of(null)));
        return services.find(team, service.id());
    }

    Service deployed(Service service, ServiceDefinition next) {
        services.change(
                team, service.id(), ada, services.find(team, service.id()).version(), next);
        succeeded(deployments.redeploy(team, service.id(), ada, DeploymentRequest.of(null)));
        return services.find(team, service.id());
    }

    Deployment succeeded(Deployment deployment) {
        Deployment done = finished(deployment);
        assertThat(done.state()).as(done.message()).isEqualTo(DeploymentState.SUCCEEDED);
        return done;
    }

    Deployment finished(Deployment deployment) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> deployments.find(team, deployment.id()).state().ended());
        return deployments.find(team, deployment.id());
    }

    void untilRunning(Deployment deployment) {
        await().until(() -> deployments.find(team, deployment.id()).state() == DeploymentState.RUNNING);
    }

    List<UUID> ids(Service service) {
        return service.containers().stream().map(Container::id).toList();
    }

    ContainerSpec lastSpec() {
        @Nullable ContainerSpec last = null;
        for (Job job : agents.asked) {
            if (job instanceof Job.CreateContainer create) {
                last = create.spec();
            }
        }
        return Objects.requireNonNull(last);
    }

    List<String> kinds() {
        return agents.asked.stream().map(j -> j.getClass().getSimpleName()).toList();
    }
}
