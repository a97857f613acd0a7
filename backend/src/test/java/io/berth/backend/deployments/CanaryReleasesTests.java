package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.berth.backend.deployments.CanaryReleases.Wish;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.Container;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CanaryReleasesTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);
    private static final Wish TENTH = new Wish(10, 1, "2");

    @Autowired
    private CanaryReleases canaries;

    private volatile List<BalancerSetup.Server> servers = List.of();

    @BeforeEach
    void followTheBalancer() {
        agents.script = job -> job instanceof Job.ConfigureBalancer(String _, BalancerSetup setup)
                ? Optional.of(configured(setup))
                : Optional.empty();
    }

    @AfterEach
    void takeTheBalancerAway() {
        database.sql("update container set phase = 'REMOVED' where id in (select container_id from balancer)")
                .update();
    }

    @Test
    void aCanaryRunsBesideTheOldRevisionAndGetsItsShare() {
        Service web = balanced(3);
        succeeded(begin(web, TENTH));

        await().untilAsserted(() -> assertThat(weights())
                .containsOnly(entry("web-1", 3), entry("web-2", 3), entry("web-3", 3), entry("web-4", 1)));
        assertThat(services.find(team, web.id()).deployedRevision()).isEqualTo(1);
        assertThat(revisions(web)).containsExactly(1, 1, 1, 2);
    }

    @Test
    void itsShareChangesWithoutADeployment() {
        Service web = balanced(2);
        succeeded(begin(web, TENTH));
        int before = deployments.ofService(team, web.id(), 10).size();

        canaries.changePercent(team, web.id(), ada, 100);
        await().untilAsserted(() ->
                assertThat(weights()).containsOnly(entry("web-1", 0), entry("web-2", 0), entry("web-3", 1)));
        canaries.changePercent(team, web.id(), ada, 0);
        await().untilAsserted(() ->
                assertThat(weights()).containsOnly(entry("web-1", 1), entry("web-2", 1), entry("web-3", 0)));
        assertThat(deployments.ofService(team, web.id(), 10)).hasSize(before);
        assertThat(audited("service.canary-percent")).isEqualTo(2);
    }

    @Test
    void anAbortLeavesWhatWasThereBefore() {
        Service web = balanced(2);
        succeeded(begin(web, TENTH));
        succeeded(canaries.abort(team, web.id(), ada, PLAIN));

        assertThat(canaries.of(team, web.id())).isEmpty();
        assertThat(revisions(web)).containsExactly(1, 1);
        await().untilAsserted(() -> assertThat(weights()).containsOnly(entry("web-1", 1), entry("web-2", 1)));
    }

    @Test
    void aPromotedCanaryIsInForce() {
        Service web = balanced(2);
        succeeded(begin(web, TENTH));
        succeeded(canaries.promote(team, web.id(), ada, PLAIN));

        assertThat(canaries.of(team, web.id())).isEmpty();
        assertThat(services.find(team, web.id()).deployedRevision()).isEqualTo(2);
        assertThat(revisions(web)).containsExactly(2, 2);
        await().untilAsserted(() -> assertThat(weights()).containsOnly(entry("web-1", 1), entry("web-2", 1)));
    }

    @Test
    void aSwitchedOffRevisionGetsNothingWhileTheOtherIsPromoted() {
        Service web = balanced(1);
        succeeded(begin(web, new Wish(100, 1, "2")));
        Deployment promotion = canaries.promote(team, web.id(), ada, PLAIN);
        while (!deployments.find(team, promotion.id()).state().ended()) {
            List<BalancerSetup.Server> seen = servers;
            seen.stream()
                    .filter(server -> old(web, server.name()) && !server.draining())
                    .forEach(server -> assertThat(server.weight()).isZero());
        }
        succeeded(promotion);
    }

    @Test
    void secretsOfTheDefinitionGoWithTheNewTag() {
        Service web = balanced(
                1, ServiceDefinition.of("shop/web", "1").withVariables(List.of(new Variable("KEY", "hush", true))));
        succeeded(begin(web, TENTH));
        assertThat(lastSpec().environment()).containsEntry("KEY", "hush");
    }

    @Test
    void whatWouldGetInItsWayWaitsForAWordOnTheCanary() {
        Service web = balanced(1);
        succeeded(begin(web, TENTH));

        refused("canary", () -> begin(web, TENTH));
        refused("canary", () -> deployments.redeploy(team, web.id(), ada, PLAIN));
        refused("canary", () -> deployments.scale(team, web.id(), ada, 5, PLAIN));
        refused("canary", () -> deployments.rollback(team, web.id(), ada, 1, PLAIN));
        assertThat(services.find(team, web.id()).targetCount()).isEqualTo(1);
    }

    @Test
    void whereOldAndNewCannotRunSideBySideTheReasonIsNamed() {
        Service data = deployed(
                "data", definition(ServiceDefinition.of("shop/web", "1"), List.of(), List.of("/data"), List.of()), 1);
        deployed("lb", balancerOf(data), 1);
        assertThatThrownBy(() -> begin(data, TENTH)).hasMessageContaining("the volume at /data has one writer");
        assertThat(services.find(team, data.id()).latest().number())
                .as("nothing is changed")
                .isEqualTo(1);
    }

    @Test
    void whereNothingSplitsTheRequestsThereIsNoCanary() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        refused("canary-unbalanced", () -> begin(web, TENTH));
    }

    @Test
    void sharesOutOfRangeAreNamed() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        assertThatThrownBy(() -> begin(web, new Wish(101, 0, null)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.FieldError::field)
                                .containsExactly("percent", "containers"));
    }

    @Test
    void aTerminatedServiceHasNoCanary() {
        Service web = balanced(1);
        succeeded(begin(web, TENTH));
        succeeded(deployments.terminate(team, web.id(), ada, PLAIN));
        assertThat(canaries.of(team, web.id())).isEmpty();
    }

    @Test
    void oneThatIsStoppedEndsWithTheNextStart() {
        Service web = balanced(1);
        succeeded(begin(web, TENTH));
        succeeded(deployments.stop(team, web.id(), ada, PLAIN));
        assertThat(canaries.of(team, web.id())).isPresent();
        succeeded(deployments.start(team, web.id(), ada, PLAIN));
        assertThat(canaries.of(team, web.id())).isEmpty();
        assertThat(revisions(web)).containsExactly(1);
    }

    private Deployment begin(Service service, Wish wish) {
        return canaries.begin(team, service.id(), ada, wish, null);
    }

    private static void refused(String code, Runnable what) {
        assertThatThrownBy(what::run)
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<Integer> revisions(Service service) {
        return services.find(team, service.id()).containers().stream()
                .map(Container::revision)
                .toList();
    }

    private boolean old(Service service, String engineName) {
        return services.find(team, service.id()).containers().stream()
                .anyMatch(c -> c.engineName().equals(engineName) && c.revision() == 1);
    }

    private long audited(String action) {
        return database.sql("select count(*) from audit_entry where team_id = ? and action = ?")
                .params(team, action)
                .query(Long.class)
                .single();
    }

    private Map<String, @Nullable Integer> weights() {
        Map<String, @Nullable Integer> weights = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        services.of(team).stream()
                .flatMap(s -> s.containers().stream())
                .forEach(c -> names.put(c.engineName(), c.displayName()));
        servers.forEach(s -> weights.put(names.getOrDefault(s.name(), s.name()), s.weight()));
        return weights;
    }

    private Service balanced(int count) {
        return balanced(count, ServiceDefinition.of("shop/web", "1"));
    }

    private Service balanced(int count, ServiceDefinition definition) {
        Service web = deployed("web", definition, count);
        deployed("lb", balancerOf(web), 1);
        await().until(() -> servers.size() == count);
        return web;
    }

    private JobOutcome configured(BalancerSetup setup) {
        servers = setup.servers();
        List<Seen> seen = setup.servers().stream()
                .map(s -> new Seen(
                        s.backend(), s.name(), true, true, s.draining(), "UP", "", 0, new Counters(7, 0, 0, 0)))
                .toList();
        return new JobOutcome.Done(new JobResult.BalancerConfigured(setup.structure(), false, seen, false, List.of()));
    }

    private static ServiceDefinition balancerOf(Service web) {
        return definition(
                ServiceDefinition.of(ServiceDefinition.BALANCER_IMAGE, "latest"),
                List.of(new Port(80, "tcp", true, null)),
                List.of(),
                List.of(new Link(web.id(), "web")));
    }

    private static ServiceDefinition definition(
            ServiceDefinition plain, List<Port> ports, List<String> volumes, List<Link> links) {
        return new ServiceDefinition(
                plain.image(),
                plain.tag(),
                ports,
                plain.variables(),
                volumes,
                links,
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
