package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Server;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTests {

    private static final Target ONE = target("web-1", 1);
    private static final Target TWO = target("web-2", 2);

    @ParameterizedTest
    @ValueSource(strings = {"roundrobin", "leastconn", "source", "uri", "random", "hdr(x)"})
    void oneServerMoreIsNoOtherStructure(String balance) {
        assertThat(structure(List.of(ONE), "BALANCE", balance))
                .isEqualTo(structure(List.of(ONE, TWO), "BALANCE", balance));
    }

    @Test
    void oneServerMoreIsAnotherStructureWhereHaproxyCannotAddIt() {
        for (String[] fixed : new String[][] {
            {"BALANCE", "static-rr"},
            {"COOKIE", "SRV insert"},
            {"EXTRA_ROUTE_SETTINGS", "init-addr none"},
            {"EXTRA_ROUTE_SETTINGS", "sni 'str(x)'"},
            {"EXTRA_SETTINGS", "hash-type map-based"}
        }) {
            assertThat(structure(List.of(ONE), fixed)).isNotEqualTo(structure(List.of(ONE, TWO), fixed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roundrobin", "static-rr"})
    void drainingIsToldToWhateverRuns(String balance) {
        Target draining = new Target("web-1", "10.0.0.1", true);
        Plan plan = plan(service("web", List.of(80), List.of(draining), "BALANCE", balance));
        assertThat(plan.setup().structure()).isEqualTo(structure(List.of(ONE), "BALANCE", balance));
        assertThat(plan.setup().servers()).extracting(Server::draining).containsExactly(true);
    }

    @Test
    void otherOptionsAreAnotherStructureSinceAServerKeepsThoseWithWhichItWasAdded() {
        assertThat(structure(List.of(ONE), "HEALTH_CHECK", "check inter 1s")).isNotEqualTo(structure(List.of(ONE)));
    }

    @Test
    void anotherCertificateIsAnotherStructure() {
        assertThat(structure(List.of(ONE), "SSL_CERT", TestCertificates.variable("a")))
                .isNotEqualTo(structure(List.of(ONE), "SSL_CERT", TestCertificates.variable("b")));
    }

    private static String structure(List<Target> targets, String... variables) {
        return plan(service("web", List.of(80), targets, variables)).setup().structure();
    }
}
