package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.berth.backend.balancing.BalancerView;
import io.berth.backend.balancing.BalancerView.State;
import io.berth.backend.balancing.Balancers;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Deployments of services behind a balancer, with an HAProxy that does as it is told. */
class BalancedServicesTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);

    @Autowired
    private Balancers balancers;

    private final List<String> stoppedThoughListed = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> looksUntilIdle = new ConcurrentHashMap<>();
    private final Map<String, Long> requestsBeforeItsRemoval = new ConcurrentHashMap<>();
    private volatile List<BalancerSetup.Server> servers = List.of();
    private final List<List<BalancerSetup.Server>> told = new CopyOnWriteArrayList<>();
    private volatile boolean checksPass = true;
    private volatile boolean refuses;

    @BeforeEach
    void followTheBalancer() {
        agents.script = job -> switch (job) {
            case Job.ConfigureBalancer(String _, BalancerSetup setup) -> Optional.of(configured(setup));
            case Job.StopContainer(String name, int _) -> {
                if (servers.stream().anyMatch(server -> server.name().equals(name))) {
                    stoppedThoughListed.add(name);
                }
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    @AfterEach
    void takeTheBalancerAway() {
        database.sql("update container set phase = 'REMOVED' where id in (select container_id from balancer)")
                .update();
    }

    @Test
    void aBalancerSendsRequestsToEveryHealthyContainerOfTheServicesThatItIsLinkedTo() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        Service lb = deployed("lb", balancerOf(web), 1);
        await().untilAsserted(() -> assertThat(view(lb).servers())
                .extracting(BalancerView.Server::name, BalancerView.Server::state)
                .containsExactly(tuple("web-1", State.SERVING), tuple("web-2", State.SERVING)));
        assertThat(servers).allMatch(server -> server.address().equals("10.0.0.2") && server.port() == 8080);
        assertThat(agents.asked)
                .filteredOn(Job.ResolveImage.class::isInstance)
                .last()
                .isEqualTo(new Job.ResolveImage("haproxy:3.2", null));
    }

    @Test
    void noContainerIsStoppedWhileTheBalancerListsItAndEachEndsItsLastRequestsFirst() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 3);
        deployed("lb", balancerOf(web), 1);
        await().until(() -> servers.size() == 3);
        servers.forEach(server -> looksUntilIdle.put(server.name(), 3));

        succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));

        assertThat(stoppedThoughListed).isEmpty();
        assertThat(looksUntilIdle.values()).allMatch(left -> left == 0);
        await().until(() -> servers.size() == 3 && servers.stream().noneMatch(BalancerSetup.Server::draining));
    }

    @Test
    void requestsMayWaitForTheNextContainerAsLongAsTheOnlyOneIsReplacedAndNotAfterAStop() {
        Service web = deployed("web", keepingData(), 1);
        deployed("lb", balancerOf(web), 1);
        await().until(() -> told.stream().anyMatch(BalancedServicesTests::somebodyServes));
        told.clear();

        succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));
        assertThat(told).anyMatch(setup -> !somebodyServes(setup));
        assertThat(told).allMatch(setup -> somebodyServes(setup) || marked(setup));

        await().until(() -> !marked(servers));
        succeeded(deployments.stop(team, web.id(), ada, PLAIN));
        await().until(() -> servers.isEmpty());
    }

    private static boolean somebodyServes(List<BalancerSetup.Server> setup) {
        return setup.stream().anyMatch(server -> server.name().startsWith("web-") && !server.draining());
    }

    private static boolean marked(List<BalancerSetup.Server> setup) {
        return setup.stream().anyMatch(server -> server.backend().endsWith("::park"));
    }

    /** What can only be replaced stop-first. */
    private static ServiceDefinition keepingData() {
        ServiceDefinition plain = ServiceDefinition.of("shop/web", "1");
        return new ServiceDefinition(
                plain.image(),
                plain.tag(),
                plain.ports(),
                plain.variables(),
                List.of("/data"),
                plain.links(),
                plain.command(),
                plain.entrypoint(),
                plain.memoryMegabytes(),
                plain.restart(),
                plain.autodestroy(),
                plain.hostNetwork(),
                plain.health(),
                plain.rollout());
    }

    @Test
    void aRedeployWaitsUntilTheBalancersOwnCheckOfTheNewContainerHasPassed() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        deployed("lb", balancerOf(web), 1);
        await().until(() -> servers.size() == 1);
        checksPass = false;
        Deployment redeploy = deployments.redeploy(team, web.id(), ada, PLAIN);

        await().until(() -> Optional.ofNullable(
                        deployments.find(team, redeploy.id()).waitingFor())
                .filter(w -> w.contains("the balancer lb to send it requests"))
                .isPresent());
        assertThat(agents.asked).noneMatch(Job.StopContainer.class::isInstance);

        checksPass = true;
        succeeded(redeploy);
    }

    @Test
    void aConfigurationThatHaproxyRefusesIsShownAtTheBalancer() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        refuses = true;
        Service lb = deployed("lb", balancerOf(web), 1);
        await().untilAsserted(() -> assertThat(view(lb).problem()).isEqualTo("unknown keyword 'nonsense'"));
        refuses = false;
        succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));
        await().untilAsserted(() -> assertThat(view(lb).problem()).isNull());
    }

    @Test
    void aLinkThatLeadsToNoPortIsNamedAndHoldsNothingUp() {
        Service web = deployed(
                "web",
                ServiceDefinition.of("shop/web", "1")
                        .withVariables(List.of(new ServiceDefinition.Variable("EXCLUDE_PORTS", "8080", false))),
                1);
        Service lb = deployed("lb", balancerOf(web), 1);
        await().untilAsserted(() ->
                assertThat(view(lb).problems()).singleElement().asString().contains("EXCLUDE_PORTS"));
        succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));
    }

    @Test
    void aDeploymentsReceiptHasWhatTheBalancerCountedOnBothSidesUpToTheRemoval() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        deployed("lb", balancerOf(web), 1);
        await().until(() -> servers.size() == 1);
        Deployment first = deployments.ofService(team, web.id(), 1).getFirst();
        String old = servers.getFirst().name();
        await().untilAsserted(
                        () -> assertThat(database.sql("select requests from balanced_container where requests = 7")
                                        .query(Long.class)
                                        .list())
                                .isNotEmpty());
        requestsBeforeItsRemoval.put(old, 10L);

        Deployment redeploy = succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));

        assertThat(deployments.details(team, first.id()).receipt()).isEmpty();
        assertThat(deployments.details(team, redeploy.id()).receipt())
                .containsExactly(
                        new ReceiptLine(ReceiptLine.Side.OLD, new Counters(10, 0, 0, 0)),
                        new ReceiptLine(ReceiptLine.Side.NEW, new Counters(7, 0, 0, 0)));
    }

    private BalancerView view(Service lb) {
        return balancers.views(team, lb.id()).getFirst();
    }

    private JobOutcome configured(BalancerSetup setup) {
        if (refuses) {
            return new JobOutcome.Failed(FailureCode.BALANCER_REFUSED, "unknown keyword 'nonsense'", null);
        }
        List<String> before = servers.stream().map(BalancerSetup.Server::name).toList();
        List<Seen> justBefore = servers.stream()
                .map(server -> new Seen(
                        server.backend(),
                        server.name(),
                        true,
                        true,
                        server.draining(),
                        "UP",
                        "",
                        0,
                        new Counters(7 + requestsBeforeItsRemoval.getOrDefault(server.name(), 0L), 0, 0, 0)))
                .filter(seen -> setup.servers().stream().noneMatch(s -> s.name().equals(seen.name())))
                .toList();
        servers = setup.servers();
        told.add(servers);
        List<Seen> seen = setup.servers().stream()
                .map(server -> new Seen(
                        server.backend(),
                        server.name(),
                        true,
                        checksPass || before.contains(server.name()) && server.draining(),
                        server.draining(),
                        "UP",
                        "",
                        sessions(server),
                        new Counters(7, 0, 0, 0)))
                .toList();
        return new JobOutcome.Done(new JobResult.BalancerConfigured(setup.structure(), false, seen, false, justBefore));
    }

    private long sessions(BalancerSetup.Server server) {
        return server.draining() ? looksUntilIdle.merge(server.name(), 0, (left, _) -> Math.max(0, left - 1)) : 1;
    }

    private static ServiceDefinition balancerOf(Service web) {
        ServiceDefinition plain = ServiceDefinition.of(ServiceDefinition.BALANCER_IMAGE, "latest");
        return new ServiceDefinition(
                plain.image(),
                plain.tag(),
                List.of(new Port(80, "tcp", true, null)),
                plain.variables(),
                plain.volumes(),
                List.of(new Link(web.id(), "web")),
                plain.command(),
                plain.entrypoint(),
                plain.memoryMegabytes(),
                plain.restart(),
                plain.autodestroy(),
                plain.hostNetwork(),
                plain.health(),
                plain.rollout());
    }
}
