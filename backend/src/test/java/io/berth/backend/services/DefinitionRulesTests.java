package io.berth.backend.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Check;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.protocol.RestartPolicy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionRulesTests {

    @Test
    void aBalancerNeedsAPublishedPortAndNothingOfAnImageOfOnesOwn() {
        ServiceDefinition plain = ServiceDefinition.of(ServiceDefinition.BALANCER_IMAGE, "latest");
        assertThat(fields(check("lb", 1, plain))).containsExactly("ports");
        assertThat(check("lb", 1, ServiceDefinition.ofBalancer(List.of(new Port(80, "tcp", true, 80)))))
                .isEmpty();
        assertThat(fields(check("lb", 1, ServiceDefinition.ofBalancer(List.of(new Port(80, "udp", true, 80))))))
                .containsExactly("ports");
        ServiceDefinition busy = new ServiceDefinition(
                plain.image(),
                plain.tag(),
                List.of(new Port(80, "tcp", true, 80)),
                List.of(),
                List.of("/data"),
                List.of(),
                "haproxy",
                "sh",
                null,
                plain.restart(),
                plain.autodestroy(),
                false,
                plain.health(),
                plain.rollout());
        assertThat(fields(check("lb", 1, busy))).containsExactlyInAnyOrder("volumes", "command", "entrypoint");
    }

    private static final UUID DB = new UUID(1, 1);

    @Test
    void aPlainDefinitionIsFine() {
        assertThat(check("web", 3, ServiceDefinition.of("registry.example:5000/shop/web", "1.4")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Web", "web_1", "-web", "web-", "web.shop", "wéb", "web 1"})
    void aNameMustBeADnsLabel(String name) {
        assertThat(fields(check(name, 1, ServiceDefinition.of("web", "1")))).containsExactly("name");
    }

    @Test
    void aNameOfSixtyThreeCharactersFitsAndOneMoreDoesNot() {
        assertThat(check("a".repeat(63), 1, ServiceDefinition.of("web", "1"))).isEmpty();
        assertThat(fields(check("a".repeat(64), 1, ServiceDefinition.of("web", "1"))))
                .containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Web", "web:1", "web@sha256:0", "http://web", "web//x", "-web"})
    void anImageMustBeARepositoryWithoutATag(String image) {
        assertThat(fields(check("web", 1, ServiceDefinition.of(image, "1")))).containsExactly("image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".1", "-1", "a b", "1:2"})
    void aTagMustBeATag(String tag) {
        assertThat(fields(check("web", 1, ServiceDefinition.of("web", tag)))).containsExactly("tag");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void theNumberOfContainersIsBounded(int count) {
        assertThat(fields(check("web", count, ServiceDefinition.of("web", "1"))))
                .containsExactly("count");
    }

    @Test
    void portsAreFrom1To65535AndGivenOnce() {
        ServiceDefinition definition = with(
                List.of(
                        new Port(0, "tcp", false, null),
                        new Port(80, "tcp", true, 70_000),
                        new Port(80, "tcp", true, null),
                        new Port(80, "udp", true, 8080),
                        new Port(81, "udp", true, 8080),
                        new Port(82, "sctp", false, null)),
                List.of(),
                List.of(),
                List.of());
        assertThat(fields(check("web", 1, definition)))
                .containsExactly(
                        "ports[0].containerPort",
                        "ports[1].hostPort",
                        "ports[2].containerPort",
                        "ports[4].hostPort",
                        "ports[5].protocol");
    }

    @Test
    void variablesHaveKeysGivenOnceAndValuesOfAReasonableSize() {
        ServiceDefinition definition = with(
                List.of(),
                List.of(
                        new Variable("1A", "x", false),
                        new Variable("A", "x", false),
                        new Variable("A", "y", false),
                        new Variable("B", "x".repeat(5 * 1024 * 1024), true),
                        new Variable("C", "", false)),
                List.of(),
                List.of());
        List<FieldError> errors = check("web", 1, definition);
        assertThat(fields(errors)).containsExactly("variables[0].key", "variables[2].key", "variables[3].value");
        assertThat(errors.getLast().message()).hasSizeLessThan(200);
    }

    @Test
    void volumePathsAreAbsoluteAndGivenOnce() {
        ServiceDefinition definition =
                with(List.of(), List.of(), List.of("data", "/", "/a/../b", "/var/lib", "/var/lib/", "/a:b"), List.of());
        assertThat(fields(check("web", 1, definition)))
                .containsExactly("volumes[0]", "volumes[1]", "volumes[2]", "volumes[4]", "volumes[5]");
    }

    @Test
    void linksLeadToServicesOfTheTeamByAnAliasGivenOnce() {
        ServiceDefinition definition = with(
                List.of(),
                List.of(),
                List.of(),
                List.of(new Link(DB, "db"), new Link(DB, "db"), new Link(new UUID(9, 9), "x"), new Link(DB, "D_B")));
        assertThat(fields(check("web", 1, definition)))
                .containsExactly("links[1].alias", "links[2].service", "links[3].alias");
    }

    @Test
    void aCommandWithAnOpenQuoteIsNamed() {
        ServiceDefinition plain = ServiceDefinition.of("web", "1");
        ServiceDefinition definition = new ServiceDefinition(
                "web",
                "1",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "sh -c 'echo",
                null,
                3,
                RestartPolicy.NO,
                Autodestroy.NO,
                false,
                new Health(Check.AUTO, null, null, 60, 60, -1, null),
                Rollout.DEFAULT);
        assertThat(fields(check("web", 1, definition)))
                .containsExactly("command", "memoryMegabytes", "health.stopGraceSeconds", "health.runningSeconds");
        assertThat(check("web", 1, plain)).isEmpty();
    }

    @Test
    void aStrategyForOneDeploymentMustSuitItsDefinition() {
        ServiceDefinition withVolume = with(List.of(), List.of(), List.of("/data"), List.of());
        Rollout newFirst = new Rollout(Order.START_FIRST, 0, -1, OnFailure.PAUSE, 0, false);
        assertThat(fields(DefinitionRules.checkRollout(newFirst, withVolume)))
                .containsExactly("rollout.parallelism", "rollout.drainSeconds", "rollout.order");
        assertThat(DefinitionRules.checkRollout(Rollout.DEFAULT, withVolume)).isEmpty();
    }

    @Test
    void aBalancerOnAFixedPortMayHaveItsSuccessorFirst() {
        Rollout newFirst = new Rollout(Order.START_FIRST, 1, 0, OnFailure.PAUSE, 0, false);
        Port fixed = new Port(80, "tcp", true, 8080);
        assertThat(fields(
                        DefinitionRules.checkRollout(newFirst, with(List.of(fixed), List.of(), List.of(), List.of()))))
                .containsExactly("rollout.order");
        assertThat(DefinitionRules.checkRollout(newFirst, ServiceDefinition.ofBalancer(List.of(fixed))))
                .isEmpty();
    }

    private static List<FieldError> check(String name, int count, ServiceDefinition definition) {
        return DefinitionRules.check(name, count, definition, Set.of(DB));
    }

    private static List<String> fields(List<FieldError> errors) {
        return errors.stream().map(FieldError::field).toList();
    }

    private static ServiceDefinition with(
            List<Port> ports, List<Variable> variables, List<String> volumes, List<Link> links) {
        return new ServiceDefinition(
                "web",
                "1",
                ports,
                variables,
                volumes,
                links,
                null,
                null,
                null,
                RestartPolicy.NO,
                Autodestroy.NO,
                false,
                Health.DEFAULT,
                Rollout.DEFAULT);
    }
}
