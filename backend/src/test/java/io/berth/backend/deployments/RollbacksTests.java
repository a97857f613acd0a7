package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.backend.PostgresForTests;
import io.berth.backend.accounts.Teams;
import io.berth.backend.accounts.Users;
import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.images.Reach;
import io.berth.backend.nodes.AgentLink;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.Services;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@Import({PostgresForTests.class, ScriptedAgentsConfiguration.class})
class RollbacksTests {

    private final Rollbacks rollbacks;
    private final Deployments deployments;
    private final Services services;
    private final ScriptedAgents agents;
    private final Users users;
    private final Teams teams;
    private final JdbcClient database;
    private Actor ada = Actor.BERTH;
    private UUID team = new UUID(0, 0);
    private String node = "";

    @Autowired
    RollbacksTests(
            Rollbacks rollbacks,
            Deployments deployments,
            Services services,
            AgentLink agents,
            Users users,
            Teams teams,
            JdbcClient database) {
        this.rollbacks = rollbacks;
        this.deployments = deployments;
        this.services = services;
        this.agents = (ScriptedAgents) agents;
        this.users = users;
        this.teams = teams;
        this.database = database;
    }

    @BeforeEach
    void aTeamWithANode() {
        agents.reset();
        team = aTeam();
        node = "node-" + UUID.randomUUID().toString().substring(0, 8);
        database.sql("insert into node (id, team_id, name, address, certificate_serial, connected, engine_answers,"
                        + " joined_at, last_seen_at)"
                        + " values (?, ?, ?, '127.0.0.1', '1', true, true, now(), now() + interval '1 day')")
                .params(UUID.randomUUID(), team, node)
                .update();
    }

    @Test
    void anImageOnTheNodeIsNearAndWhatChangesIsTold() {
        Service web = twice("web");

        Preflight preflight = rollbacks.preflight(team, web.id(), 1);

        assertThat(preflight.possible()).isTrue();
        assertThat(preflight.reach()).isEqualTo(Reach.ON_NODES);
        assertThat(preflight.nodes()).containsExactly(new Preflight.NodeImage(node, true, true));
        assertThat(preflight.estimate()).isNotNull().isLessThan(Duration.ofMinutes(1));
        assertThat(preflight.differences()).extracting(Difference::what).contains("tag");
        assertThat(preflight.differences())
                .filteredOn(d -> d.what().equals("tag"))
                .containsExactly(new Difference("tag", "2", "1"));
    }

    @Test
    void anImageThatTheNodeHasLostComesFromTheRegistry() {
        Service web = twice("web");
        loseOnNode();
        assertThat(rollbacks.preflight(team, web.id(), 1)).satisfies(preflight -> {
            assertThat(preflight.reach()).isEqualTo(Reach.IN_REGISTRY);
            assertThat(preflight.possible()).isTrue();
            assertThat(preflight.nodes()).containsExactly(new Preflight.NodeImage(node, false, true));
        });
    }

    @Test
    void anImageThatNobodyHasIsLost() {
        Service web = twice("web");
        agents.script = job -> switch (job) {
            case Job.InspectImages _ -> Optional.of(new JobOutcome.Done(new JobResult.ImagesInspected(List.of())));
            case Job.CheckRegistry _ -> Optional.of(new JobOutcome.Done(new JobResult.RegistryChecked(false)));
            default -> Optional.empty();
        };
        Preflight preflight = rollbacks.preflight(team, web.id(), 1);
        assertThat(preflight.reach()).isEqualTo(Reach.LOST);
        assertThat(preflight.problems())
                .singleElement()
                .asString()
                .startsWith("The image is lost: it is not on " + node);
    }

    @Test
    void aSilentRegistryStandsInTheWayOnlyIfItIsNeeded() {
        Service web = twice("web");
        agents.failing(
                FailureCode.REGISTRY_UNREACHABLE,
                job -> job instanceof Job.CheckRegistry ? "The registry is silent." : null);
        assertThat(rollbacks.preflight(team, web.id(), 1).possible()).isTrue();
        loseOnNode();
        var lost = agents.script;
        agents.script = job -> job instanceof Job.CheckRegistry
                ? Optional.of(new JobOutcome.Failed(FailureCode.REGISTRY_UNREACHABLE, "The registry is silent.", null))
                : lost.apply(job);
        Preflight preflight = rollbacks.preflight(team, web.id(), 1);
        assertThat(preflight.reach()).isEqualTo(Reach.UNKNOWN);
        assertThat(preflight.problems()).singleElement().asString().endsWith("The registry is silent.");
    }

    @Test
    void aNodeThatIsAwayIsNamed() {
        Service web = twice("web");
        agents.silent(true);
        database.sql("update node set connected = false where name = :node")
                .param("node", node)
                .update();
        Preflight preflight = rollbacks.preflight(team, web.id(), 1);
        assertThat(preflight.problems()).contains("The node " + node + " does not answer.");
        assertThat(preflight.nodes()).containsExactly(new Preflight.NodeImage(node, null, false));
    }

    @Test
    void aRevisionThatWasNeverDeployedHasNothingToGoBackTo() {
        Service web = services.create(team, ada, "web", ServiceDefinition.of("shop/web", "1"), 1);
        Preflight preflight = rollbacks.preflight(team, web.id(), 1);
        assertThat(preflight.problems()).singleElement().asString().contains("never deployed");
        assertThat(preflight.estimate()).isNull();
        assertThat(preflight.differences()).isEmpty();
    }

    @Test
    void anotherTeamsServicesDoNotExist() {
        Service web = services.create(team, ada, "web", ServiceDefinition.of("shop/web", "1"), 1);
        UUID others = aTeam();
        assertThatThrownBy(() -> rollbacks.preflight(others, web.id(), 1)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rollbacks.preflight(team, web.id(), 9)).isInstanceOf(NotFoundException.class);
    }

    private UUID aTeam() {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        ada = new Actor(users.register(name, "correct-horse-battery").id(), name);
        return teams.create(name + "-team", ada).id();
    }

    private void loseOnNode() {
        agents.script = job -> job instanceof Job.InspectImages
                ? Optional.of(new JobOutcome.Done(new JobResult.ImagesInspected(List.of())))
                : Optional.empty();
    }

    /** A service of two containers that was deployed with tag 1, and then with tag 2. */
    private Service twice(String name) {
        Service service = services.create(team, ada, name, ServiceDefinition.of("shop/" + name, "1"), 2);
        deploy(service);
        service = services.find(team, service.id());
        service = services.change(
                team, service.id(), ada, service.version(), service.definition().withTag("2"));
        deploy(service);
        return services.find(team, service.id());
    }

    private void deploy(Service service) {
        UUID id = deployments
                .redeploy(team, service.id(), ada, DeploymentRequest.of(null))
                .id();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(deployments.find(team, id).state()).isEqualTo(DeploymentState.SUCCEEDED));
    }
}
