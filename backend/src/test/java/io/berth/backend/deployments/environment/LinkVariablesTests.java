package io.berth.backend.deployments.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.services.EnvironmentVariable;
import io.berth.backend.services.EnvironmentVariable.Origin;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LinkVariablesTests {

    @Test
    void aLinkGivesTheCustomaryVariablesWithNamesInPlaceOfAddresses() {
        LinkTarget db = new LinkTarget(
                "my-db",
                "mariadb",
                List.of(1, 2),
                List.of("3306/tcp"),
                List.of(new EnvironmentVariable("LANG", "C", Origin.IMAGE, false)));
        Map<String, String> variables = LinkVariables.of(db).stream()
                .collect(Collectors.toMap(EnvironmentVariable::key, EnvironmentVariable::value));
        assertThat(variables)
                .containsEntry("MY_DB_PORT", "tcp://mariadb:3306")
                .containsEntry("MY_DB_PORT_3306_TCP", "tcp://mariadb:3306")
                .containsEntry("MY_DB_PORT_3306_TCP_ADDR", "mariadb")
                .containsEntry("MY_DB_PORT_3306_TCP_PORT", "3306")
                .containsEntry("MY_DB_PORT_3306_TCP_PROTO", "tcp")
                .containsEntry("MY_DB_ENV_LANG", "C")
                .containsEntry("MY_DB_1_PORT_3306_TCP_ADDR", "mariadb-1")
                .containsEntry("MY_DB_2_PORT", "tcp://mariadb-2:3306")
                .containsEntry("MY_DB_2_ENV_LANG", "C")
                .hasSize(18);
    }

    @Test
    void theFirstPortIsThePort() {
        LinkTarget web = new LinkTarget("web", "web", List.of(), List.of("443/tcp", "80/tcp"), List.of());
        assertThat(LinkVariables.of(web))
                .filteredOn(v -> v.key().equals("WEB_PORT"))
                .singleElement()
                .matches(v -> v.value().equals("tcp://web:443"));
    }

    @Test
    void aSecretOfTheLinkedServiceStaysASecret() {
        LinkTarget db = new LinkTarget(
                "db",
                "db",
                List.of(1),
                List.of(),
                List.of(new EnvironmentVariable("PASSWORD", "sealed:v1:x", Origin.USER, true)));
        assertThat(LinkVariables.of(db)).hasSize(2).allMatch(EnvironmentVariable::secret);
    }

    @Test
    void theUsersVariablesWinOverThoseOfLinksAndPlatform() {
        List<EnvironmentVariable> merged = ContainerEnvironment.of(
                List.of(new EnvironmentVariable("A", "link", Origin.LINK, false)),
                List.of(new EnvironmentVariable("A", "platform", Origin.PLATFORM, false)),
                List.of(new EnvironmentVariable("A", "user", Origin.USER, false)));
        assertThat(merged).containsExactly(new EnvironmentVariable("A", "user", Origin.USER, false));
    }
}
